package runner.pool.judge;

import java.util.Optional;
import runner.pool.claim.Claim;
import runner.pool.claim.LockId;
import runner.pool.claim.LockRelease;
import runner.pool.concourse.BuildState;

/**
 * A claimed lock and what was made of it.
 *
 * @param claim empty where it is not in the history
 * @param state what Concourse said; empty where it was not asked
 * @param released the commit that released it; empty while none has
 */
public record Finding(
    LockId lock,
    Optional<Claim> claim,
    Optional<BuildState> state,
    ReleaseDecision judgement,
    Optional<String> released) {

  public Finding judged(ReleaseDecision other) {
    return new Finding(lock, claim, state, other, released);
  }

  public Finding releasedBy(String commit) {
    return new Finding(lock, claim, state, judgement, Optional.of(commit));
  }

  /** What releases the lock, for the reason of the decision; empty where it has no claim. */
  Optional<LockRelease> release() {
    return claim.map(
        held -> new LockRelease(lock, held.commit(), held.owner().words(), judgement.words()));
  }

  public String claimCommit() {
    return claim.map(Claim::commit).orElse("");
  }
}
