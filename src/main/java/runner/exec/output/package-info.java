/**
 * Feeds the output of a process on, whatever becomes of its writers. Start with {@link
 * runner.exec.output.Output}.
 */
package runner.exec.output;
