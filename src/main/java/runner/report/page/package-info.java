/**
 * Pictures and pages of runs, for a browser. Start with {@link ReportPage} and {@link
 * TimelinePlot}; their looks are in the templates beside them.
 */
package runner.report.page;
