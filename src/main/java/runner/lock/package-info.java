/**
 * Locks: whether one whose owner may be gone still counts, with a reason; and our own file lock.
 * Start with {@link runner.lock.LockVerdict} and {@link runner.lock.RunnerLock}.
 */
package runner.lock;
