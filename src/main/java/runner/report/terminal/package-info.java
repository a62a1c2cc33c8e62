/**
 * What people see while a chain runs: standard output and error, the live line, syslog. Start with
 * {@link runner.report.terminal.StandardStreams} and {@link runner.report.terminal.Console}.
 */
package runner.report.terminal;
