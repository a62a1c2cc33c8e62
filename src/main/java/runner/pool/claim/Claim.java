package runner.pool.claim;

import java.time.Instant;

/**
 * The commit that put a lock where it is.
 *
 * @param commit its id
 * @param at when it was committed, by the committer's clock, which is not to be trusted
 * @param owner who did it
 * @param message its beginning, for people
 */
public record Claim(LockId lock, String commit, Instant at, ClaimOwner owner, String message) {}
