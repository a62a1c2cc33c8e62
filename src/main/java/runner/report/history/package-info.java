/**
 * What is kept of past runs, told to people and programs: lists of runs, and the output of their
 * tasks. Start with {@link History} and {@link LogPrinter}.
 */
package runner.report.history;
