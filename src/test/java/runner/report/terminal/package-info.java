/** What a terminal shows. */
package runner.report.terminal;
