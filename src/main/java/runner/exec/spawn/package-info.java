/**
 * Starts processes: the one place that does, and the environment it gives them. Start with {@link
 * runner.exec.spawn.ProcessSpawner}.
 */
package runner.exec.spawn;
