package runner.text;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of time for people, the same wherever one is shown: 0.31 s, 41.2 s, 3 min 07 s, 2 h 05
 * min, 3 d 04 h; and as people write it.
 */
public final class TimeSpan {
  /** The longest that a setting may be. */
  public static final Duration LONGEST = Duration.ofDays(3650);

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern PART = Pattern.compile("([0-9]{1,12}) ?(s|min|m|h|d)");
  private static final Map<String, Integer> UNIT_S =
      Map.of("s", 1, "m", 60, "min", 60, "h", 3600, "d", 86400);
  private static final int MOST_DIGITS = 12;

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

  /**
   * The time that a text stands for: a whole number, or parts such as {@code 90s}, {@code 1h 30min}
   * or {@code 7d}. One beyond all bounds is read as some time far beyond {@link #LONGEST}.
   *
   * @param unit of a number that has none
   * @return empty where the text is no time
   */
  public static Optional<Duration> parse(String text, Duration unit) {
    if (NUMBER.matcher(text).matches()) {
      boolean huge = text.length() > MOST_DIGITS;
      return Optional.of(huge ? LONGEST.multipliedBy(2) : unit.multipliedBy(Long.parseLong(text)));
    }
    long seconds = 0;
    int end = 0;
    Matcher part = PART.matcher(text);
    while (part.find() && text.substring(end, part.start()).isBlank()) {
      long more = Long.parseLong(part.group(1)) * UNIT_S.get(part.group(2));
      seconds = Math.min(seconds + more, Long.MAX_VALUE / 2);
      end = part.end();
    }
    boolean whole = end > 0 && end == text.length();
    return whole ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
  }

  /** String.format would load the host's language for it: 6 ms of a start. */
  private static String two(long number) {
    return (number < 10 ? "0" : "") + number;
  }
}
