/** What systemd is told while it waits for the chain. Start with {@link UnitStatus}. */
package runner.report.systemd;
