/**
 * Spans of the chain in the manner of OpenTelemetry, and the trace that tasks join. Start with
 * {@link TraceRecorder}.
 */
package runner.report.trace;
