package runner.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Describes a schedule or a decision in words. */
final class ScheduleText {
  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd", Locale.ENGLISH);

  private ScheduleText() {}

  static String of(Schedule schedule) {
    List<String> parts = new ArrayList<>();
    if (!(schedule.recurrence() instanceof Recurrence.Always)) {
      boolean number = schedule.recurrence() instanceof Recurrence.Numbered;
      parts.add(schedule.recurrence().text() + (number ? ", periodmatch number" : ""));
    }
    if (!schedule.ranges().isEmpty()) {
      parts.add("range " + ranges(schedule));
    }
    if (!schedule.weekdays().isEmpty()) {
      parts.add("weekday " + weekdays(schedule));
    }
    return parts.isEmpty() ? "always" : String.join("; ", parts);
  }

  static String of(ScheduleDecision decision) {
    if (decision.open()) {
      return whyOpen(decision);
    }
    return whyClosed(decision)
        + decision.next().map(next -> "; opens " + opening(next, decision)).orElse("; never opens");
  }

  private static String whyOpen(ScheduleDecision decision) {
    Schedule schedule = decision.schedule();
    List<String> parts = new ArrayList<>();
    if (!schedule.ranges().isEmpty()) {
      parts.add("inside " + ranges(schedule));
    }
    if (!schedule.weekdays().isEmpty()) {
      parts.add("weekday is one of " + weekdays(schedule));
    }
    if (!(schedule.recurrence() instanceof Recurrence.Always)) {
      parts.add(lastRun(decision));
    }
    return parts.isEmpty() ? "always open" : String.join("; ", parts);
  }

  private static String whyClosed(ScheduleDecision decision) {
    Schedule schedule = decision.schedule();
    return switch (decision.reason()) {
      case RANGE -> "outside " + ranges(schedule);
      case WEEKDAY -> weekday(decision);
      case PERIOD -> lastRun(decision);
      case FUTURE -> lastRun(decision) + ", which is in the future";
      case CLOCK ->
          "the clock says "
              + onDate(decision.now())
              + ", before this program was built; no range is believed";
      case NEVER -> "period is never";
      case OPEN -> throw new IllegalStateException("asked why an open gate is closed");
    };
  }

  private static String weekday(ScheduleDecision decision) {
    Schedule schedule = decision.schedule();
    Optional<DayOfWeek> began =
        schedule.ranges().stream()
            .flatMap(range -> range.dayOfStart(decision.now()).stream())
            .findFirst();
    DayOfWeek today = decision.now().getDayOfWeek();
    DayOfWeek day = began.orElse(today);
    String subject = day == today ? "weekday is " : "weekday on which the range began is ";
    return subject + name(day) + ", not " + weekdays(schedule);
  }

  private static String lastRun(ScheduleDecision decision) {
    String ran =
        decision
            .previous()
            .map(last -> "last ran " + at(last.atZone(decision.now().getZone()), decision.now()))
            .orElse("never ran");
    return decision.schedule().recurrence().text() + ": " + ran;
  }

  private static String opening(Instant next, ScheduleDecision decision) {
    // A weekly number opens a nanosecond after a whole second: say the first second that is open.
    Instant shown =
        next.getNano() == 0 ? next : Instant.ofEpochSecond(Math.addExact(next.getEpochSecond(), 1));
    return at(shown.atZone(decision.now().getZone()), decision.now());
  }

  private static String at(ZonedDateTime time, ZonedDateTime now) {
    LocalDate date = time.toLocalDate();
    LocalDate today = now.toLocalDate();
    if (date.equals(today)) {
      return clock(time) + " today";
    }
    if (date.equals(today.plusDays(1))) {
      return clock(time) + " tomorrow";
    }
    return date.equals(today.minusDays(1)) ? clock(time) + " yesterday" : onDate(time);
  }

  private static String onDate(ZonedDateTime time) {
    return clock(time) + " on " + DATE.format(time);
  }

  private static String clock(ZonedDateTime time) {
    return (time.getSecond() == 0 ? MINUTES : SECONDS).format(time);
  }

  private static String ranges(Schedule schedule) {
    return schedule.ranges().stream().map(Range::toString).collect(Collectors.joining(", "));
  }

  private static String weekdays(Schedule schedule) {
    return schedule.weekdays().stream().map(ScheduleText::name).collect(Collectors.joining(", "));
  }

  private static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
  }
}
