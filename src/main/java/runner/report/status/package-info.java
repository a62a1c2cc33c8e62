/**
 * How a run stands, for people, programs and other users. Start with {@link
 * runner.report.status.Status} and {@link runner.report.status.PublicStatus}.
 */
package runner.report.status;
