package runner.pool.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.pool.claim.Claim;
import runner.pool.claim.ClaimOwner;
import runner.pool.claim.LockId;
import runner.pool.concourse.BuildState;
import runner.pool.judge.ReleaseDecision.Because;
import runner.pool.judge.ReleaseDecision.Decision;

final class LockJudgeTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final ClaimOwner JOB =
      new ClaimOwner.Job("t", "p", Map.of(), "j", "1", Optional.empty());
  private static final ReleasePolicy PLAIN =
      new ReleasePolicy(
          false, BuildState.ENDS, Duration.ZERO, Optional.empty(), List.of(), Optional.empty());

  /** Owner, what Concourse says, age of the claim in minutes; the limit is an hour. */
  @ParameterizedTest
  @CsvSource({
    "job,    alive,    600, KEEP,    ALIVE",
    "job,    pending,  600, KEEP,    ALIVE",
    "job,    ended,    1,   RELEASE, ENDED",
    "job,    ended,    600, RELEASE, ENDED",
    "job,    gone,     59,  KEEP,    FRESH",
    "job,    gone,     61,  RELEASE, GONE",
    "job,    unknown,  600, UNKNOWN, UNKNOWN",
    "job,    later,    600, UNKNOWN, UNKNOWN",
    "job,    laterend, 600, UNKNOWN, UNKNOWN",
    "job,    unstarted,600, UNKNOWN, UNKNOWN",
    "job,    none,     59,  KEEP,    FRESH",
    "job,    none,     61,  RELEASE, NO_CONCOURSE",
    "nobody, gone,     61,  RELEASE, NO_OWNER",
    "nobody, gone,     59,  KEEP,    FRESH",
    "nobody, unknown,  61,  UNKNOWN, UNKNOWN",
    "unclear,gone,     600, UNKNOWN, UNKNOWN",
    "unclear,none,     600, RELEASE, NO_CONCOURSE",
    "added,  gone,     600, KEEP,    ADDED",
    "added,  none,     600, KEEP,    ADDED",
    "job,    none,     -60, KEEP,    FUTURE",
    "job,    none,     60,  KEEP,    FRESH"
  })
  void a_lock_is_released_only_on_evidence(
      String owner, String state, long ageMin, Decision decision, Because because) {
    Instant at = NOW.minus(Duration.ofMinutes(ageMin));
    ReleaseDecision judgement =
        new LockJudge(PLAIN, NOW)
            .of(claim(owner(owner), at), state(state, at), Duration.ofHours(1), false);
    assertThat(judgement.decision()).as(judgement.words()).isEqualTo(decision);
    assertThat(judgement.because()).as(judgement.words()).isEqualTo(because);
  }

  private static ClaimOwner owner(String name) {
    return switch (name) {
      case "job" -> JOB;
      case "nobody" -> new ClaimOwner.Nobody("no build");
      case "added" -> new ClaimOwner.Added();
      default -> new ClaimOwner.Unclear("unclear");
    };
  }

  private static Optional<BuildState> state(String name, Instant claimed) {
    Optional<Instant> before = Optional.of(claimed.minusSeconds(60));
    Optional<Instant> after = Optional.of(claimed.plus(LockJudge.SKEW).plusSeconds(1));
    Optional<Instant> end = Optional.of(NOW.minusSeconds(30));
    Optional<Instant> none = Optional.empty();
    return switch (name) {
      case "none" -> Optional.empty();
      case "gone" -> Optional.of(BuildState.gone("no such build"));
      case "unknown" -> Optional.of(BuildState.unknown("HTTP status 500"));
      case "pending" ->
          Optional.of(new BuildState(BuildState.Kind.ALIVE, "pending", none, none, ""));
      case "alive" ->
          Optional.of(new BuildState(BuildState.Kind.ALIVE, "started", before, none, ""));
      case "later" ->
          Optional.of(new BuildState(BuildState.Kind.ALIVE, "started", after, none, ""));
      case "laterend" ->
          Optional.of(new BuildState(BuildState.Kind.ENDED, "failed", after, end, ""));
      case "unstarted" ->
          Optional.of(new BuildState(BuildState.Kind.ENDED, "aborted", none, end, ""));
      default -> Optional.of(new BuildState(BuildState.Kind.ENDED, "failed", before, end, ""));
    };
  }

  private static Claim claim(ClaimOwner owner, Instant at) {
    return new Claim(new LockId("a", "env-3"), "c0ffee", at, owner, "message");
  }

  private static ReleaseDecision ended(ReleasePolicy policy, Instant now) {
    Instant at = NOW.minusSeconds(600);
    return new LockJudge(policy, now)
        .of(claim(JOB, at), state("ended", at), Duration.ofHours(1), false);
  }

  @Test
  void a_grace_lets_the_next_job_take_the_lock_over() {
    ReleasePolicy grace =
        new ReleasePolicy(
            false,
            BuildState.ENDS,
            Duration.ofMinutes(10),
            Optional.empty(),
            List.of(),
            Optional.empty());
    assertThat(ended(grace, NOW).because()).isEqualTo(Because.GRACE);
    assertThat(ended(grace, NOW.plusSeconds(600)).releases()).isTrue();
  }

  @Test
  void release_on_leaves_other_ends_alone() {
    ReleasePolicy succeeded =
        new ReleasePolicy(
            false,
            Set.of("succeeded"),
            Duration.ZERO,
            Optional.empty(),
            List.of(),
            Optional.empty());
    assertThat(ended(succeeded, NOW).because()).isEqualTo(Because.STATUS_KEPT);
  }

  @ParameterizedTest
  @CsvSource({"env-*, true", "a/env-3, true", "env-?, true", "b/*, false", "env, false"})
  void keep_lock_names_locks_by_pattern(String pattern, boolean held) {
    ReleasePolicy keeping =
        new ReleasePolicy(
            false,
            BuildState.ENDS,
            Duration.ZERO,
            Optional.empty(),
            List.of(pattern),
            Optional.empty());
    assertThat(ended(keeping, NOW).because() == Because.HELD).isEqualTo(held);
  }

  @Test
  void on_unknown_timeout_goes_by_age() {
    ReleasePolicy timeout =
        new ReleasePolicy(
            true, BuildState.ENDS, Duration.ZERO, Optional.empty(), List.of(), Optional.empty());
    Instant at = NOW.minus(Duration.ofHours(2));
    LockJudge judge = new LockJudge(timeout, NOW);
    assertThat(
            judge.of(claim(JOB, at), state("unknown", at), Duration.ofHours(1), false).releases())
        .isTrue();
    assertThat(
            judge.of(claim(JOB, at), state("unknown", at), Duration.ofHours(3), false).decision())
        .isEqualTo(Decision.KEEP);
  }
}
