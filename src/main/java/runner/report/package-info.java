/**
 * Events and kept runs to console, hook and pages. Start with {@link
 * runner.report.terminal.StandardStreams} and {@link runner.report.terminal.Console}.
 */
package runner.report;
