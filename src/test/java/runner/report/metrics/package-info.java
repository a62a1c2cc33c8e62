/** What the file of metrics says, and how it is written. */
package runner.report.metrics;
