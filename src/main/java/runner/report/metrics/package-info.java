/** Figures of the chain for Prometheus. Start with {@link MetricsFile}. */
package runner.report.metrics;
