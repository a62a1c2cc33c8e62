/**
 * What a run found and did, for people, programs and Prometheus. Start with {@link
 * runner.pool.report.PoolReport}.
 */
package runner.pool.report;
