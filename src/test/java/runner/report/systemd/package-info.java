/** What systemd is told of a chain. */
package runner.report.systemd;
