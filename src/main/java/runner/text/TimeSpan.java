package runner.text;

import java.time.Duration;

/**
 * A span of time for people, the same wherever one is shown: 0.31 s, 41.2 s, 3 min 07 s, 2 h 05
 * min, 3 d 04 h.
 */
public final class TimeSpan {
  private static final long MINUTE = 600;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private TimeSpan() {}

  /** A time that was measured: about three digits of it, in two units at most. */
  public static String of(Duration time) {
    if (time.isNegative()) {
      return "-" + of(time.negated());
    }
    long hundredths = (time.toMillis() + 5) / 10;
    if (hundredths < 1000) {
      return hundredths / 100 + "." + two(hundredths % 100) + " s";
    }
    long tenths = (time.toMillis() + 50) / 100;
    if (tenths < MINUTE) {
      return tenths / 10 + "." + tenths % 10 + " s";
    }
    if (tenths < HOUR) {
      return tenths / MINUTE + " min " + two(tenths % MINUTE / 10) + " s";
    }
    return tenths < DAY
        ? tenths / HOUR + " h " + two(tenths % HOUR / MINUTE) + " min"
        : tenths / DAY + " d " + two(tenths % DAY / HOUR) + " h";
  }

  /**
   * A time that somebody chose, such as a limit: all of its units and no zeros, as a configuration
   * may say it: 1 s, 10 min, 1 h 30 min. One that is no whole number of seconds is shown as if it
   * were measured.
   */
  public static String exact(Duration time) {
    if (time.toNanosPart() != 0 || time.isNegative()) {
      return of(time);
    }
    String parts =
        part(time.toDaysPart(), " d ")
            + part(time.toHoursPart(), " h ")
            + part(time.toMinutesPart(), " min ")
            + part(time.toSecondsPart(), " s ");
    return parts.isEmpty() ? "0 s" : parts.stripTrailing();
  }

  private static String part(long number, String unit) {
    return number == 0 ? "" : number + unit;
  }

  /** How much longer something took, with its sign where it is not the same. */
  public static String change(Duration time) {
    String size = of(time.abs());
    String sign = time.isNegative() ? "-" : "+";
    return size.equals(of(Duration.ZERO)) ? size : sign + size;
  }

  /** String.format would load the host's language for it: 6 ms of a start. */
  private static String two(long number) {
    return (number < 10 ? "0" : "") + number;
  }
}
