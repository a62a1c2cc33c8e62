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
  private static final ReleaseSettings PLAIN =
      new ReleaseSettings(
          false, BuildState.ENDS, Duration.ZERO, Optional.empty(), List.of(), Optional.empty());

  /** Whose the claim is. */
  private enum Owner {
    JOB,
    NOBODY,
    ADDED,
    UNCLEAR;

    ClaimOwner owner() {
      return switch (this) {
        case JOB -> LockJudgeTest.JOB;
        case NOBODY -> new ClaimOwner.Nobody("no build");
        case ADDED -> new ClaimOwner.Added();
        case UNCLEAR -> new ClaimOwner.Unclear("unclear");
      };
    }
  }

  /** What Concourse says of the build; it began before the claim where nothing else is said. */
  private enum Answer {
    NOT_ASKED,
    GONE,
    UNKNOWN,
    PENDING,
    ALIVE,
    BEGUN_LATER,
    ENDED,
    ENDED_BEGUN_LATER,
    ENDED_NEVER_BEGUN;

    Optional<BuildState> to(Instant claimed) {
      Optional<Instant> before = Optional.of(claimed.minusSeconds(60));
      Optional<Instant> after = Optional.of(claimed.plus(LockJudge.SKEW).plusSeconds(1));
      Optional<Instant> never = Optional.empty();
      return switch (this) {
        case NOT_ASKED -> Optional.empty();
        case GONE -> Optional.of(BuildState.gone("no such build"));
        case UNKNOWN -> Optional.of(BuildState.unknown("HTTP status 500"));
        case PENDING -> alive("pending", never);
        case ALIVE -> alive("started", before);
        case BEGUN_LATER -> alive("started", after);
        case ENDED -> ended("failed", before);
        case ENDED_BEGUN_LATER -> ended("failed", after);
        case ENDED_NEVER_BEGUN -> ended("aborted", never);
      };
    }

    private static Optional<BuildState> alive(String status, Optional<Instant> begun) {
      Optional<Instant> end = Optional.empty();
      return Optional.of(new BuildState(BuildState.Kind.ALIVE, status, begun, end, ""));
    }

    private static Optional<BuildState> ended(String status, Optional<Instant> begun) {
      Optional<Instant> end = Optional.of(NOW.minusSeconds(30));
      return Optional.of(new BuildState(BuildState.Kind.ENDED, status, begun, end, ""));
    }
  }

  /** The owner, Concourse's answer, the age of the claim in minutes; the limit is an hour. */
  @ParameterizedTest
  @CsvSource({
    "JOB,    ALIVE,             600, KEEP,    ALIVE",
    "JOB,    PENDING,           600, KEEP,    ALIVE",
    "JOB,    ENDED,             1,   RELEASE, ENDED",
    "JOB,    ENDED,             600, RELEASE, ENDED",
    "JOB,    GONE,              59,  KEEP,    FRESH",
    "JOB,    GONE,              61,  RELEASE, GONE",
    "JOB,    UNKNOWN,           600, UNKNOWN, UNKNOWN",
    "JOB,    BEGUN_LATER,       600, UNKNOWN, UNKNOWN",
    "JOB,    ENDED_BEGUN_LATER, 600, UNKNOWN, UNKNOWN",
    "JOB,    ENDED_NEVER_BEGUN, 600, UNKNOWN, UNKNOWN",
    "JOB,    NOT_ASKED,         59,  KEEP,    FRESH",
    "JOB,    NOT_ASKED,         61,  RELEASE, NO_CONCOURSE",
    "NOBODY, GONE,              61,  RELEASE, NO_OWNER",
    "NOBODY, GONE,              59,  KEEP,    FRESH",
    "NOBODY, UNKNOWN,           61,  UNKNOWN, UNKNOWN",
    "UNCLEAR,GONE,              600, UNKNOWN, UNKNOWN",
    "UNCLEAR,NOT_ASKED,         600, RELEASE, NO_CONCOURSE",
    "ADDED,  GONE,              600, KEEP,    ADDED",
    "ADDED,  NOT_ASKED,         600, KEEP,    ADDED",
    "JOB,    NOT_ASKED,         -60, KEEP,    FUTURE",
    "JOB,    NOT_ASKED,         60,  KEEP,    FRESH"
  })
  void a_lock_is_released_only_on_evidence(
      Owner owner, Answer answer, long ageMin, Decision decision, Because because) {
    Instant at = NOW.minus(Duration.ofMinutes(ageMin));
    ReleaseDecision judgement =
        new LockJudge(PLAIN, NOW)
            .of(claim(owner.owner(), at), answer.to(at), Duration.ofHours(1), false);
    assertThat(judgement.decision()).as(judgement.words()).isEqualTo(decision);
    assertThat(judgement.because()).as(judgement.words()).isEqualTo(because);
  }

  private static Claim claim(ClaimOwner owner, Instant at) {
    return new Claim(new LockId("a", "env-3"), "c0ffee", at, owner, "message");
  }

  private static ReleaseDecision ended(ReleaseSettings policy, Instant now) {
    Instant at = NOW.minusSeconds(600);
    return new LockJudge(policy, now)
        .of(claim(JOB, at), Answer.ENDED.to(at), Duration.ofHours(1), false);
  }

  @Test
  void a_grace_lets_the_next_job_take_the_lock_over() {
    ReleaseSettings grace =
        new ReleaseSettings(
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
    ReleaseSettings succeeded =
        new ReleaseSettings(
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
    ReleaseSettings keeping =
        new ReleaseSettings(
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
    ReleaseSettings timeout =
        new ReleaseSettings(
            true, BuildState.ENDS, Duration.ZERO, Optional.empty(), List.of(), Optional.empty());
    Instant at = NOW.minus(Duration.ofHours(2));
    LockJudge judge = new LockJudge(timeout, NOW);
    assertThat(
            judge.of(claim(JOB, at), Answer.UNKNOWN.to(at), Duration.ofHours(1), false).releases())
        .isTrue();
    assertThat(
            judge.of(claim(JOB, at), Answer.UNKNOWN.to(at), Duration.ofHours(3), false).decision())
        .isEqualTo(Decision.KEEP);
  }
}
