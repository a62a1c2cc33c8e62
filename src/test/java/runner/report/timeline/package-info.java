/** Tests of what runs say about time. */
package runner.report.timeline;
