/**
 * What ends a wait: a stop, a deadline, a change in a directory. Start with {@link
 * runner.wait.StopRequest}.
 */
package runner.wait;
