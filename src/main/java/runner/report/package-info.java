/**
 * Events and kept runs to console, hook and pages. Start with {@link Screen} and {@link Console}.
 */
package runner.report;
