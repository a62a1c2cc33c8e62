package runner.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A stretch of every day, both ends included to the exact instant. One whose start is not before
 * its end runs into the next day; equal ends are the whole day.
 */
record Range(LocalTime start, LocalTime end) {

  /** The weekday of the day on which the stretch began that holds {@code now}; empty outside. */
  Optional<DayOfWeek> dayOfStart(ZonedDateTime now) {
    LocalDate today = now.toLocalDate();
    ZoneId zone = now.getZone();
    Instant instant = now.toInstant();
    Instant opens = at(today, start, zone);
    Instant closes = at(today, end, zone);
    if (opens.isBefore(closes)) {
      return when(!instant.isBefore(opens) && !instant.isAfter(closes), today);
    }
    // Instants are compared, not clock times: on the day a clock is set forward over the start,
    // Puppet takes a short range for one that crosses midnight.
    if (!instant.isBefore(opens) && !instant.isAfter(at(today.plusDays(1), end, zone))) {
      return when(true, today);
    }
    LocalDate yesterday = today.minusDays(1);
    return when(
        !instant.isBefore(at(yesterday, start, zone)) && !instant.isAfter(closes), yesterday);
  }

  /** A missing clock time moves forward by the gap, one that exists twice is the later instant. */
  static Instant at(LocalDate date, LocalTime time, ZoneId zone) {
    return ZonedDateTime.of(date, time, zone).withLaterOffsetAtOverlap().toInstant();
  }

  private static Optional<DayOfWeek> when(boolean inside, LocalDate day) {
    return inside ? Optional.of(day.getDayOfWeek()) : Optional.empty();
  }

  @Override
  public String toString() {
    return text(start) + " - " + text(end);
  }

  private static String text(LocalTime time) {
    StringBuilder text = new StringBuilder().append(time.getHour());
    if (time.getMinute() != 0 || time.getSecond() != 0) {
      text.append(':').append(two(time.getMinute()));
    }
    return time.getSecond() == 0
        ? text.toString()
        : text.append(':').append(two(time.getSecond())).toString();
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
