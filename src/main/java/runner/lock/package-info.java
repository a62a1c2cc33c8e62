/**
 * Liveness of an owner and age to keep or release, with a reason; our own file lock. Start with
 * {@link Liveness} and {@link RunnerLock}.
 */
package runner.lock;
