package runner.schedule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/** How long the previous run, which counts in whole seconds, keeps a gate closed. */
sealed interface Recurrence {

  /** May it run again at {@code now}? */
  boolean due(ZonedDateTime now, Instant previous);

  /** The words for a sentence: {@code daily}, {@code hourly, repeat 2}. */
  String text();

  /** No period: the previous run does not matter. */
  record Always() implements Recurrence {
    @Override
    public boolean due(ZonedDateTime now, Instant previous) {
      return true;
    }

    @Override
    public String text() {
      return "";
    }
  }

  /** {@code period = never}: closed, run before or not. */
  record Never() implements Recurrence {
    @Override
    public boolean due(ZonedDateTime now, Instant previous) {
      return false;
    }

    @Override
    public String text() {
      return "never";
    }
  }

  /** {@code periodmatch = distance}: a share of the period must have passed, in whole seconds. */
  record Distance(Period period, long repeat) implements Recurrence {

    /** The integer share of the period; 0 once there are more repeats than seconds. */
    Duration interval() {
      return Duration.ofSeconds(period.seconds() / repeat);
    }

    Instant threshold(Instant previous) {
      return Instant.ofEpochSecond(previous.getEpochSecond()).plus(interval());
    }

    @Override
    public boolean due(ZonedDateTime now, Instant previous) {
      return now.toEpochSecond() >= threshold(previous).getEpochSecond();
    }

    @Override
    public String text() {
      return repeat == 1 ? period.text() : period.text() + ", repeat " + repeat;
    }
  }

  /**
   * {@code periodmatch = number}: the hour, the day of the month or the month must be another one
   * than that of the previous run, whatever lies between; a week begins on Sunday.
   */
  record Numbered(Period period) implements Recurrence {
    private static final Duration WEEK = Duration.ofDays(7);

    @Override
    public boolean due(ZonedDateTime now, Instant previous) {
      ZonedDateTime then = previous.atZone(now.getZone());
      return switch (period) {
        case HOURLY -> now.getHour() != then.getHour();
        case DAILY -> now.getDayOfMonth() != then.getDayOfMonth();
        case MONTHLY -> now.getMonth() != then.getMonth();
        case WEEKLY ->
            fromSunday(then.getDayOfWeek()) > fromSunday(now.getDayOfWeek())
                || now.toInstant().isAfter(weekAfter(previous));
      };
    }

    /** The last instant at which a weekly gate may still be closed. */
    static Instant weekAfter(Instant previous) {
      return Instant.ofEpochSecond(previous.getEpochSecond()).plus(WEEK);
    }

    private static int fromSunday(DayOfWeek day) {
      return day.getValue() % 7;
    }

    @Override
    public String text() {
      return period.text();
    }
  }
}
