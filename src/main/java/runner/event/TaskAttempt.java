package runner.event;

import runner.task.TaskName;

/**
 * One try of one task.
 *
 * @param task which task
 * @param pass the number of the pass over the chain, from 1: what hooks know as try_num
 * @param maxTries the chain's limit: what hooks know as max_retries
 * @param ownLimit whether the task has a limit of its own, so that the chain's is not its
 */
public record TaskAttempt(TaskName task, int pass, int maxTries, boolean ownLimit) {}
