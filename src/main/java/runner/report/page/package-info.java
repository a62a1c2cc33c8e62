/**
 * Pictures and pages of runs, for a browser. Start with {@link Page} and {@link Plot}; their looks
 * are in the templates beside them.
 */
package runner.report.page;
