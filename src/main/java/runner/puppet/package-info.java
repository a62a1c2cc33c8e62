/**
 * Run puppet; recognise the lock; wait; read the outcome as a task's code. Start with {@link
 * Puppet}, and {@link TaskCode} for its reading.
 */
package runner.puppet;
