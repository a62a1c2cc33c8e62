/**
 * What the lock repository holds: pools, locks, their claims and who made them. Start with {@link
 * runner.pool.claim.LockRepository}.
 */
package runner.pool.claim;
