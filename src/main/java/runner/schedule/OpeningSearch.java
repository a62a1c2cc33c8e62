package runner.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the first instant at which a gate is open. A closed gate opens only where a day, a range or
 * the hour after that of the previous run begins, where the zone changes its offset, or where the
 * period has passed; those instants are tried in order, and each is put to the gate itself.
 */
final class OpeningSearch {
  private static final Duration DAY = Duration.ofDays(1);

  /** Every weekday three times, so that one odd day in between cannot hide an opening. */
  private static final int STRETCH_DAYS = 22;

  /** After so many years every date of a zone's yearly rules was on every weekday. */
  private static final Duration RULES_REPEAT = Duration.ofDays(40 * 366L);

  private final Schedule schedule;
  private final ZonedDateTime now;
  private final ZoneId zone;
  private final Optional<Instant> previous;

  OpeningSearch(Schedule schedule, ZonedDateTime now, Optional<Instant> previous) {
    this.schedule = schedule;
    this.now = now;
    this.zone = now.getZone();
    this.previous = previous;
  }

  Optional<Instant> first() {
    Recurrence recurrence = schedule.recurrence();
    if (recurrence instanceof Recurrence.Never) {
      return Optional.empty();
    }
    if (previous.isPresent() && recurrence instanceof Recurrence.Distance distance) {
      return from(later(now.toInstant(), distance.threshold(previous.get())));
    }
    if (previous.isPresent() && recurrence instanceof Recurrence.Numbered number) {
      return byNumber(number.period(), previous.get());
    }
    return from(now.toInstant());
  }

  private Optional<Instant> byNumber(Period period, Instant last) {
    return switch (period) {
      case DAILY -> from(now.toInstant());
      case MONTHLY -> from(now.toInstant()).or(() -> from(afterMonthOf(last)));
      case HOURLY -> from(now.toInstant()).or(() -> onOddDays(Instant.MAX));
      case WEEKLY -> {
        Instant open = Recurrence.Numbered.weekAfter(last).plusNanos(1);
        yield from(now.toInstant())
            .or(() -> onOddDays(open))
            .or(() -> from(later(now.toInstant(), open)));
      }
    };
  }

  /** A day before the month of the previous run ends next. */
  private Instant afterMonthOf(Instant last) {
    YearMonth month = YearMonth.from(now);
    int away = Math.floorMod(last.atZone(zone).getMonthValue() - month.getMonthValue(), 12);
    LocalDate end = month.plusMonths(away + 1L).atDay(1);
    return later(now.toInstant(), end.atStartOfDay(zone).toInstant().minus(DAY));
  }

  /**
   * What is closed on three weeks of ordinary days may still open when the clock is changed: a
   * range in the missing hour moves to the next one.
   */
  private Optional<Instant> onOddDays(Instant end) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffsetTransition> known = rules.getTransitions();
    Instant lastKnown =
        known.isEmpty() ? now.toInstant() : known.get(known.size() - 1).getInstant();
    Instant limit = later(now.toInstant(), lastKnown).plus(RULES_REPEAT);
    ZoneOffsetTransition odd = rules.nextTransition(now.toInstant());
    while (odd != null && odd.getInstant().isBefore(limit) && odd.getInstant().isBefore(end)) {
      Instant start = later(now.toInstant(), odd.getInstant().minus(DAY).minus(DAY));
      Optional<Instant> found = within(start, 4);
      if (found.isPresent()) {
        return found;
      }
      odd = rules.nextTransition(odd.getInstant());
    }
    return Optional.empty();
  }

  private Optional<Instant> from(Instant start) {
    return within(start, STRETCH_DAYS);
  }

  private Optional<Instant> within(Instant start, int days) {
    Instant day = start;
    for (int i = 0; i < days; i++) {
      for (Instant candidate : candidates(day, day.plus(DAY))) {
        if (schedule.reason(candidate.atZone(zone), previous) == GateReason.OPEN) {
          return Optional.of(candidate);
        }
      }
      day = day.plus(DAY);
    }
    return Optional.empty();
  }

  /** In order, {@code from} included and {@code to} not. */
  private NavigableSet<Instant> candidates(Instant from, Instant to) {
    NavigableSet<Instant> found = new TreeSet<>();
    found.add(from);
    previous.map(last -> Recurrence.Numbered.weekAfter(last).plusNanos(1)).ifPresent(found::add);
    ZoneOffsetTransition odd = zone.getRules().nextTransition(from);
    if (odd != null) {
      found.add(odd.getInstant());
    }
    // A day back: where a clock is set forward over midnight, a start moves to the next date.
    LocalDate last = to.atZone(zone).toLocalDate().plusDays(1);
    LocalDate date = from.atZone(zone).toLocalDate().minusDays(1);
    for (; !date.isAfter(last); date = date.plusDays(1)) {
      addBeginnings(found, date);
    }
    return found.subSet(from, true, to, false);
  }

  private void addBeginnings(NavigableSet<Instant> found, LocalDate date) {
    addBoth(found, date, LocalTime.MIDNIGHT);
    schedule.ranges().forEach(range -> found.add(Range.at(date, range.start(), zone)));
    previous.ifPresent(
        last -> addBoth(found, date, LocalTime.of((last.atZone(zone).getHour() + 1) % 24, 0)));
  }

  private void addBoth(NavigableSet<Instant> found, LocalDate date, LocalTime time) {
    for (ZoneOffset offset : zone.getRules().getValidOffsets(date.atTime(time))) {
      found.add(date.atTime(time).toInstant(offset));
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
