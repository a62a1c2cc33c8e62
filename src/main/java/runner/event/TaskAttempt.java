package runner.event;

import runner.task.TaskName;

/**
 * One start of one task.
 *
 * @param task which task
 * @param pass the number of the pass over the chain, from 1: what the task knows as RUNNER_TRY, and
 *     hooks as try_num
 * @param maxTries the chain's limit: what hooks know as max_retries
 * @param ownLimit whether the task has a limit of its own, so that the chain's is not its
 */
public record TaskAttempt(TaskName task, int pass, int maxTries, boolean ownLimit) {}
