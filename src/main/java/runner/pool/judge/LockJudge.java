package runner.pool.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import runner.pool.claim.Claim;
import runner.pool.claim.ClaimOwner;
import runner.pool.concourse.BuildState;
import runner.pool.judge.ReleaseDecision.Because;
import runner.text.TimeSpan;

/**
 * Decides whether a claimed lock is kept or released. Pure: what it knows is what it is given. A
 * lock is released only on evidence; where there is none the answer is that it is not known.
 */
final class LockJudge {
  /** How far the clocks of Concourse and of a committer may be apart. */
  static final Duration SKEW = Duration.ofMinutes(5);

  private final ReleaseSettings policy;
  private final Instant now;

  LockJudge(ReleaseSettings policy, Instant now) {
    this.policy = policy;
    this.now = now;
  }

  /**
   * Judges one lock.
   *
   * @param state what Concourse says; empty where there is none to ask
   * @param limit the age from which a claim without an owner counts as old
   */
  ReleaseDecision of(Claim claim, Optional<BuildState> state, Duration limit, boolean marked) {
    if (marked || policy.keeps(claim.lock())) {
      return ReleaseDecision.keep(Because.HELD, marked ? "it has the hold marker" : "keep_lock");
    }
    if (claim.owner() instanceof ClaimOwner.Added) {
      return ReleaseDecision.keep(Because.ADDED, "it was added as claimed, by no build");
    }
    if (state.isEmpty()) {
      return aged(claim, limit, Because.NO_CONCOURSE, "no Concourse to ask");
    }
    ReleaseDecision judgement = witnessed(claim, state.get(), limit);
    return judgement.decision() == ReleaseDecision.Decision.UNKNOWN && policy.onUnknownTimeout()
        ? aged(claim, limit, Because.UNKNOWN, judgement.words())
        : judgement;
  }

  private ReleaseDecision witnessed(Claim claim, BuildState state, Duration limit) {
    if (claim.owner() instanceof ClaimOwner.Unclear unclear) {
      return ReleaseDecision.unknown(unclear.why());
    }
    return switch (state.kind()) {
      case UNKNOWN -> ReleaseDecision.unknown(state.why());
      case GONE ->
          claim.owner() instanceof ClaimOwner.Nobody nobody
              ? aged(claim, limit, Because.NO_OWNER, nobody.why())
              : aged(claim, limit, Because.GONE, state.why());
      case ALIVE ->
          state.started().filter(claim.at().plus(SKEW)::isBefore).isPresent()
              ? otherBuild()
              : ReleaseDecision.keep(Because.ALIVE, "its build is " + state.status());
      case ENDED -> ended(claim, state);
    };
  }

  private ReleaseDecision ended(Claim claim, BuildState state) {
    if (state.started().isEmpty()) {
      return ReleaseDecision.unknown("the build ended as " + state.status() + " and never started");
    }
    if (state.started().get().isAfter(claim.at().plus(SKEW))) {
      return otherBuild();
    }
    String words = "its build ended: " + state.status();
    if (!policy.releaseOn().contains(state.status())) {
      return ReleaseDecision.keep(Because.STATUS_KEPT, words + "; release_on leaves that out");
    }
    boolean inGrace =
        !policy.grace().isZero()
            && !state.ended().map(end -> end.plus(policy.grace())).filter(now::isAfter).isPresent();
    return inGrace
        ? ReleaseDecision.keep(Because.GRACE, words + "; within the grace")
        : ReleaseDecision.release(Because.ENDED, words);
  }

  private static ReleaseDecision otherBuild() {
    return ReleaseDecision.unknown(
        "the build with that number started after the claim: another one");
  }

  private ReleaseDecision aged(Claim claim, Duration limit, Because because, String why) {
    if (claim.at().isAfter(now)) {
      return ReleaseDecision.keep(Because.FUTURE, why + "; claimed in the future");
    }
    return claim.at().plus(limit).isBefore(now)
        ? ReleaseDecision.release(because, why + "; older than " + TimeSpan.exact(limit))
        : ReleaseDecision.keep(Because.FRESH, why + "; not older than " + TimeSpan.exact(limit));
  }
}
