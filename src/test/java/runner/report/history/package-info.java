/** Tests of what is kept of runs. */
package runner.report.history;
