/**
 * Spans of the chain in the manner of OpenTelemetry, and the trace that tasks join. Start with
 * {@link Trace}.
 */
package runner.report.trace;
