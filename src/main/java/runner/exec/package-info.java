/**
 * Start a process, feed its output on, end its whole tree, report its exit. Start with {@link
 * Supervisor} and {@link Command}.
 */
package runner.exec;
