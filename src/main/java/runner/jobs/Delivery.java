package runner.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import runner.text.EnumWord;

/**
 * A job on its way to one host, and what became of it there.
 *
 * @param signature over this job and this host; empty where none is wanted, maybe in a listing
 * @param incarnation of the host's journal when it last claimed; empty before
 * @param deliveries how often the host claimed it
 * @param deliveredAt when the host last claimed it
 * @param startedAt when it was last reported to run
 * @param finishedAt when it reached its last state
 */
public record Delivery(
    Job job,
    String host,
    String signature,
    State state,
    String incarnation,
    int deliveries,
    Optional<Instant> deliveredAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Result result) {

  /** A clock that is behind a job's own time by more than this is not believed. */
  private static final Duration CLOCK_SLACK = Duration.ofMinutes(5);

  /** Where a delivery is. Words in texts and stores are the names in lower case. */
  public enum State {
    /** Stored, and not yet claimed by its host. */
    PENDING,
    /** Claimed; not known to run. */
    DELIVERED,
    /** Known to the host's journal as started. */
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    CANCELLED,
    /** Its time was over before a host started it. */
    EXPIRED,
    /** The host would not run it: its signature, or not on the host's list. */
    REJECTED,
    /** Started, and its end not seen: it may have run to the end, in part, or not at all. */
    UNKNOWN,
    /** Started or delivered as often as it may be, and never seen to end. */
    EXHAUSTED;

    /** Whether nothing changes it any more. */
    public boolean isLast() {
      return switch (this) {
        case PENDING, DELIVERED, RUNNING -> false;
        default -> true;
      };
    }

    /** Whether the host may say so of a job that it holds. */
    public boolean mayBeReported() {
      return this != DELIVERED && this != CANCELLED;
    }

    /** Whether a delivery in this state may get to another. */
    public boolean mayBecome(State next) {
      return switch (this) {
        case PENDING ->
            next == DELIVERED || next == CANCELLED || next == EXPIRED || next == EXHAUSTED;
        case DELIVERED, RUNNING -> next != this && next.mayBeReported();
        default -> false;
      };
    }

    public String word() {
      return EnumWord.of(this);
    }
  }

  /**
   * How it ended, or why it is where it is.
   *
   * @param tail the end of its output
   * @param reason a sentence; empty when the state says it all
   */
  public record Result(
      Optional<Integer> exitCode, Optional<Integer> signal, String tail, String reason) {
    public static final Result NONE = of("");

    public static Result of(String reason) {
      return new Result(Optional.empty(), Optional.empty(), "", reason);
    }
  }

  /** What a store does with a delivery when its host asks for work. */
  public enum Due {
    NOW,
    /** Not yet; or the clock is behind the job's own time, and so is wrong. */
    LATER,
    EXPIRED,
    EXHAUSTED
  }

  /** A new one. */
  public static Delivery pending(Job job, String host, String signature) {
    return new Delivery(
        job,
        host,
        signature,
        State.PENDING,
        "",
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Result.NONE);
  }

  /** Judges a pending one by the clock of the store. */
  public Due due(Instant now) {
    if (isHeld(now)) {
      return Due.LATER;
    }
    if (!now.isBefore(job.terms().expiresAt())) {
      return Due.EXPIRED;
    }
    if (deliveries >= job.terms().maxDeliveries()) {
      return Due.EXHAUSTED;
    }
    return job.terms().notBefore().filter(now::isBefore).isPresent() ? Due.LATER : Due.NOW;
  }

  /** Whether the clock is so far behind the job's own time that it is wrong, or was wrong then. */
  public boolean isHeld(Instant now) {
    return now.isBefore(job.origin().submittedAt().minus(CLOCK_SLACK));
  }

  /** As it is to be seen now: what nobody claimed in time is expired, written down or not. */
  public Delivery seen(Instant now) {
    return state == State.PENDING && due(now) == Due.EXPIRED
        ? to(State.EXPIRED, job.terms().expiresAt(), Result.of("no host claimed it in time"))
        : this;
  }

  /** Claimed by its host. */
  public Delivery claimed(String byIncarnation, Instant now) {
    return new Delivery(
        job,
        host,
        signature,
        must(State.DELIVERED),
        byIncarnation,
        deliveries + 1,
        Optional.of(now),
        Optional.empty(),
        Optional.empty(),
        Result.NONE);
  }

  /**
   * In a further state.
   *
   * @throws IllegalStateException where {@link State#mayBecome} forbids it
   */
  public Delivery to(State next, Instant now, Result how) {
    return new Delivery(
        job,
        host,
        signature,
        must(next),
        next == State.PENDING ? "" : incarnation,
        deliveries,
        deliveredAt,
        next == State.RUNNING ? Optional.of(now) : startedAt,
        next.isLast() ? Optional.of(now) : Optional.empty(),
        how);
  }

  /**
   * What becomes of one that is delivered or running when its host says hello with another journal
   * than it claimed with: whether it ran can no longer be known.
   */
  public Delivery orphaned(Instant now) {
    Result lost = Result.of("the host's journal was lost, or the host was made anew");
    return job.terms().idempotent() ? to(State.PENDING, now, lost) : to(State.UNKNOWN, now, lost);
  }

  private State must(State next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(job.jid() + " is " + state + ", so not to be " + next);
    }
    return next;
  }
}
