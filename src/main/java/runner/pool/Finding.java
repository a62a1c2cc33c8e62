package runner.pool;

import java.util.Optional;

/**
 * A claimed lock and what was made of it.
 *
 * @param claim empty where it is not in the history
 * @param state what Concourse said; empty where it was not asked
 * @param released the commit that released it; empty while none has
 */
record Finding(
    LockId lock,
    Optional<Claim> claim,
    Optional<BuildState> state,
    Judgement judgement,
    Optional<String> released) {

  Finding judged(Judgement other) {
    return new Finding(lock, claim, state, other, released);
  }

  Finding releasedBy(String commit) {
    return new Finding(lock, claim, state, judgement, Optional.of(commit));
  }

  String claimCommit() {
    return claim.map(Claim::commit).orElse("");
  }
}
