/** What systemd is told while it waits for the chain. Start with {@link SystemdStatus}. */
package runner.report.systemd;
