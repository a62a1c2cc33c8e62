/**
 * Passes the output of a process on, however long its writers live. Start with {@link
 * runner.exec.output.Output}.
 */
package runner.exec.output;
