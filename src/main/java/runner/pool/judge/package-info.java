/**
 * Decides which claimed locks are released, and why. Start with {@link
 * runner.pool.judge.LockJudge}.
 */
package runner.pool.judge;
