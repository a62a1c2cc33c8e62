/**
 * Runs Puppet, recognises its lock, waits, and turns the outcome into a task's exit code. Start
 * with {@link Puppet}, and {@link TaskCode} for its reading.
 */
package runner.puppet;
