/**
 * What kept runs say about time. Start with {@link Timeline}, which places the steps of one run,
 * and {@link Blame}, which compares it with the boots before.
 */
package runner.report.timeline;
