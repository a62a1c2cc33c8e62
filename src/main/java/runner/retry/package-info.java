/**
 * When to try again: backoff arithmetic takes the random number as an argument. Start with {@link
 * Backoff}.
 */
package runner.retry;
