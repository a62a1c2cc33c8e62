package runner.pool.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import runner.pool.claim.Claim;
import runner.pool.claim.Owner;
import runner.pool.concourse.BuildState;
import runner.pool.judge.Judgement.Because;
import runner.pool.net.Words;

/**
 * Decides whether a claimed lock is kept or released. Pure: what it knows is what it is given. A
 * lock is released only on evidence; where there is none the answer is that it is not known.
 */
final class Judge {
  /** How far the clocks of Concourse and of a committer may be apart. */
  static final Duration SKEW = Duration.ofMinutes(5);

  private final Policy policy;
  private final Instant now;

  Judge(Policy policy, Instant now) {
    this.policy = policy;
    this.now = now;
  }

  /**
   * Judges one lock.
   *
   * @param state what Concourse says; empty where there is none to ask
   * @param limit the age from which a claim without an owner counts as old
   */
  Judgement of(Claim claim, Optional<BuildState> state, Duration limit, boolean marked) {
    if (marked || policy.keeps(claim.lock())) {
      return Judgement.keep(Because.HELD, marked ? "it has the hold marker" : "keep_lock");
    }
    if (claim.owner() instanceof Owner.Added) {
      return Judgement.keep(Because.ADDED, "it was added as claimed, by no build");
    }
    if (state.isEmpty()) {
      return aged(claim, limit, Because.NO_CONCOURSE, "no Concourse to ask");
    }
    Judgement judgement = witnessed(claim, state.get(), limit);
    return judgement.decision() == Judgement.Decision.UNKNOWN && policy.onUnknownTimeout()
        ? aged(claim, limit, Because.UNKNOWN, judgement.words())
        : judgement;
  }

  private Judgement witnessed(Claim claim, BuildState state, Duration limit) {
    if (claim.owner() instanceof Owner.Unclear unclear) {
      return Judgement.unknown(unclear.why());
    }
    return switch (state.kind()) {
      case UNKNOWN -> Judgement.unknown(state.why());
      case GONE ->
          claim.owner() instanceof Owner.Nobody nobody
              ? aged(claim, limit, Because.NO_OWNER, nobody.why())
              : aged(claim, limit, Because.GONE, state.why());
      case ALIVE ->
          state.started().filter(claim.at().plus(SKEW)::isBefore).isPresent()
              ? otherBuild()
              : Judgement.keep(Because.ALIVE, "its build is " + state.status());
      case ENDED -> ended(claim, state);
    };
  }

  private Judgement ended(Claim claim, BuildState state) {
    if (state.started().isEmpty()) {
      return Judgement.unknown("the build ended as " + state.status() + " and never started");
    }
    if (state.started().get().isAfter(claim.at().plus(SKEW))) {
      return otherBuild();
    }
    String words = "its build ended: " + state.status();
    if (!policy.releaseOn().contains(state.status())) {
      return Judgement.keep(Because.STATUS_KEPT, words + "; release_on leaves that out");
    }
    boolean inGrace =
        !policy.grace().isZero()
            && !state.ended().map(end -> end.plus(policy.grace())).filter(now::isAfter).isPresent();
    return inGrace
        ? Judgement.keep(Because.GRACE, words + "; within the grace")
        : Judgement.release(Because.ENDED, words);
  }

  private static Judgement otherBuild() {
    return Judgement.unknown("the build with that number started after the claim: another one");
  }

  private Judgement aged(Claim claim, Duration limit, Because because, String why) {
    if (claim.at().isAfter(now)) {
      return Judgement.keep(Because.FUTURE, why + "; claimed in the future");
    }
    return claim.at().plus(limit).isBefore(now)
        ? Judgement.release(because, why + "; older than " + Words.of(limit))
        : Judgement.keep(Because.FRESH, why + "; not older than " + Words.of(limit));
  }
}
