package runner.pool.net;

import java.time.Duration;

/** Spans of time for people. */
public final class Words {
  private Words() {}

  /** Two units at most: {@code 3d 4h}, {@code 90s}. */
  public static String of(Duration time) {
    long seconds = time.abs().toSeconds();
    String words;
    if (seconds < 120) {
      words = seconds + "s";
    } else if (seconds < 7200) {
      words = seconds / 60 + "min";
    } else if (seconds < 172_800) {
      words = pair(seconds / 3600, "h", seconds % 3600 / 60, "min");
    } else {
      words = pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }
    return time.isNegative() ? "-" + words : words;
  }

  private static String pair(long great, String unit, long small, String smallUnit) {
    return small == 0 ? great + unit : great + unit + " " + small + smallUnit;
  }
}
