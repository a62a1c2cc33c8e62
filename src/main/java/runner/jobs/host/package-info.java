/**
 * What a host does with its jobs: a journal that remembers what was started, the decisions taken
 * from it, and the run itself. Start with {@link runner.jobs.host.HostRun}; {@code RecoveryRules}
 * is what holds after a crash.
 */
package runner.jobs.host;
