/**
 * Events and kept runs become console lines, hook calls, metrics and pages. Start with {@link
 * runner.report.terminal.StandardStreams} and {@link runner.report.terminal.Console}.
 */
package runner.report;
