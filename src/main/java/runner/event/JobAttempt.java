package runner.event;

import runner.task.TaskName;

/**
 * One start of a job on this host.
 *
 * @param jid the job's id
 * @param task its executable
 * @param start which start, from 1
 * @param maxStarts how often it may be started
 * @param delivery which time the host was handed it, from 1
 */
public record JobAttempt(String jid, TaskName task, int start, int maxStarts, int delivery) {}
