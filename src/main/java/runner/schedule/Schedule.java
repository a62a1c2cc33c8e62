package runner.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When something may run: {@code period}, {@code periodmatch}, {@code repeat}, {@code range} and
 * {@code weekday}, all of which must agree. One that says nothing is always open.
 *
 * <p>The rules are those of Puppet 7 and 8 ({@code puppet/type/schedule.rb}), but for these: what
 * never ran is due in every period except {@code never}; the spelling is strict; everything wrong
 * is refused when the schedule is read, so that asking it cannot fail. Instants are expected
 * between the years -9999 and 9999.
 */
public final class Schedule {
  private final Recurrence recurrence;
  private final List<Range> ranges;
  private final Set<DayOfWeek> weekdays;

  Schedule(Recurrence recurrence, List<Range> ranges, Set<DayOfWeek> weekdays) {
    this.recurrence = recurrence;
    this.ranges = List.copyOf(ranges);
    this.weekdays =
        weekdays.isEmpty()
            ? Collections.emptySet()
            : Collections.unmodifiableSet(EnumSet.copyOf(weekdays));
  }

  /**
   * Reads parameters as JSON gives them: text, whole numbers, and lists of them for {@code range}
   * and {@code weekday}.
   *
   * @throws ScheduleException if a key is unknown, a value is null, or anything is not spelled
   *     exactly as it must be, even where another parameter would have kept the gate closed
   */
  public static Schedule fromValues(Map<String, ?> parameters) {
    return ParameterReader.read(parameters);
  }

  /**
   * Reads parameters as an INI section gives them: {@code range = 2 - 4, 22:00 - 6} and {@code
   * weekday = Mon, Tue} are lists with commas, in which blanks around an item do not count and
   * empty items are ignored.
   *
   * @throws ScheduleException as {@link #fromValues} does
   */
  public static Schedule fromText(Map<String, String> parameters) {
    return ParameterReader.readText(parameters);
  }

  /** Asks the gate, believing the clock. Empty is "never ran"; parts of a second do not count. */
  public ScheduleDecision match(ZonedDateTime now, Optional<Instant> previous) {
    return match(now, previous, Instant.MIN);
  }

  /**
   * Asks the gate. A clock before {@code built}, when the program was made, is clearly wrong and
   * opens no schedule that has a range.
   */
  public ScheduleDecision match(ZonedDateTime now, Optional<Instant> previous, Instant built) {
    boolean wrongClock = !ranges.isEmpty() && now.toInstant().isBefore(built);
    GateReason reason = reason(now, previous);
    boolean outranks = wrongClock && reason != GateReason.NEVER;
    return new ScheduleDecision(this, now, previous, built, outranks ? GateReason.CLOCK : reason);
  }

  /**
   * The first instant at or after {@code now} at which the gate is open, if nothing runs meanwhile;
   * empty if it never is.
   */
  public Optional<Instant> next(ZonedDateTime now, Optional<Instant> previous) {
    return new OpeningSearch(this, now, previous).first();
  }

  GateReason reason(ZonedDateTime now, Optional<Instant> previous) {
    if (recurrence instanceof Recurrence.Never) {
      return GateReason.NEVER;
    }
    GateReason day = ranges.isEmpty() ? weekdayReason(now) : rangeReason(now);
    if (day != GateReason.OPEN || previous.isEmpty() || recurrence.due(now, previous.get())) {
      return day;
    }
    return previous.get().isAfter(now.toInstant()) ? GateReason.FUTURE : GateReason.PERIOD;
  }

  private GateReason weekdayReason(ZonedDateTime now) {
    return onDay(now.getDayOfWeek()) ? GateReason.OPEN : GateReason.WEEKDAY;
  }

  private GateReason rangeReason(ZonedDateTime now) {
    GateReason reason = GateReason.RANGE;
    for (Range range : ranges) {
      Optional<DayOfWeek> day = range.dayOfStart(now);
      if (day.isPresent() && onDay(day.get())) {
        return GateReason.OPEN;
      }
      reason = day.isPresent() ? GateReason.WEEKDAY : reason;
    }
    return reason;
  }

  private boolean onDay(DayOfWeek day) {
    return weekdays.isEmpty() || weekdays.contains(day);
  }

  Recurrence recurrence() {
    return recurrence;
  }

  List<Range> ranges() {
    return ranges;
  }

  Set<DayOfWeek> weekdays() {
    return weekdays;
  }

  /** One line for people: {@code daily; range 2 - 4; weekday Mon, Tue}, or {@code always}. */
  @Override
  public String toString() {
    return ScheduleText.of(this);
  }
}
