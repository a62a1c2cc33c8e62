/** Waits and limits as arithmetic. */
package runner.retry;
