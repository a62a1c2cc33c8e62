/**
 * Task directory and sections to an immutable ordered plan, or all its errors at once. Start with
 * {@link Planner} and {@link Plan}.
 */
package runner.plan;
