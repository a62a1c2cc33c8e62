package runner.schedule;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * What a gate answered, and why.
 *
 * @param schedule the gate that was asked
 * @param now when it was asked, in the zone whose clock counts
 * @param previous the last successful run; empty if there was none
 * @param built before this instant the clock is not believed
 * @param reason why it is open, or what keeps it closed
 */
public record ScheduleDecision(
    Schedule schedule,
    ZonedDateTime now,
    Optional<Instant> previous,
    Instant built,
    GateReason reason) {

  /** Whether it may run now. */
  public boolean open() {
    return reason == GateReason.OPEN;
  }

  /** The first instant at or after {@code now} at which it may run; empty if there is none. */
  public Optional<Instant> next() {
    ZonedDateTime from = reason == GateReason.CLOCK ? built.atZone(now.getZone()) : now;
    return open() ? Optional.of(now.toInstant()) : schedule.next(from, previous);
  }

  /** For people: {@code daily: last ran 03:12 today; opens 00:00 tomorrow}. */
  public String sentence() {
    return ScheduleText.of(this);
  }
}
