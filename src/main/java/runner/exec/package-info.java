/**
 * Starts a process, passes its output on, ends its whole tree, reports its exit. Start with {@link
 * Supervisor} and {@link Command}.
 */
package runner.exec;
