/**
 * Decides which claimed locks are released, and why. Start with {@link runner.pool.judge.Judge}.
 */
package runner.pool.judge;
