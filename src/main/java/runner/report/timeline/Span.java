package runner.report.timeline;

import java.time.Duration;
import runner.report.text.PrintableText;

/** A time in words, short enough for a column: 0.31 s, 41.2 s, 3 min 07 s, 2 h 05 min. */
public final class Span {
  private static final long MINUTE = 600;
  private static final long HOUR = 60 * MINUTE;

  private Span() {}

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
    return tenths < HOUR
        ? tenths / MINUTE + " min " + two(tenths % MINUTE / 10) + " s"
        : tenths / HOUR + " h " + two(tenths % HOUR / MINUTE) + " min";
  }

  /** A change, with its sign where there is one. */
  static String change(Duration time) {
    String size = of(time.abs());
    String sign = time.isNegative() ? "-" : "+";
    return size.equals(of(Duration.ZERO)) ? size : sign + size;
  }

  /** Set to the right of a column. */
  static String column(String text) {
    return PrintableText.right(13, text);
  }

  private static String two(long number) {
    return (number < 10 ? "0" : "") + number;
  }
}
