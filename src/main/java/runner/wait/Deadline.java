package runner.wait;

import java.time.Duration;
import java.util.Optional;
import runner.task.Clock;

/**
 * When the time that something may take is over. It runs from the moment it is made, by the clock
 * that only grows.
 */
public final class Deadline {
  private final Clock clock;
  private final Optional<Duration> limit;
  private final Duration begun;

  /**
   * A deadline that runs from now.
   *
   * @param limit how long it may take; absent is for ever, zero is over at once
   */
  public Deadline(Clock clock, Optional<Duration> limit) {
    this.clock = clock;
    this.limit = limit;
    this.begun = clock.uptime();
  }

  /** How long it has taken so far. */
  public Duration took() {
    return clock.uptime().minus(begun);
  }

  /** What is left, never less than zero; absent where there is no limit. */
  public Optional<Duration> left() {
    return limit.map(
        longest -> {
          Duration left = longest.minus(took());
          return left.isNegative() ? Duration.ZERO : left;
        });
  }

  public boolean over() {
    return !allows(Duration.ZERO);
  }

  /** Whether anything is left after a wait of that time. */
  public boolean allows(Duration wait) {
    return left().filter(left -> left.compareTo(wait) <= 0).isEmpty();
  }

  /** The time, or what is left where that is less. */
  public Duration cut(Duration time) {
    return left().filter(left -> left.compareTo(time) < 0).orElse(time);
  }
}
