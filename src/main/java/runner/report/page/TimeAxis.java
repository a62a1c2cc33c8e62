package runner.report.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import runner.text.TimeSpan;

/** Marks along a stretch of time, at round distances. */
final class TimeAxis {
  private static final long[] STEPS = {
    1,
    2,
    5,
    10,
    20,
    50,
    100,
    200,
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    20_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    1_200_000,
    1_800_000,
    3_600_000,
    7_200_000,
    14_400_000,
    28_800_000,
    86_400_000
  };
  private static final long DAY = 86_400_000;

  private TimeAxis() {}

  /**
   * A mark.
   *
   * @param at where it is, in thousandths of the whole
   */
  record Mark(int at, String label) {}

  /** At most so many marks, and the one at the beginning. */
  static List<Mark> of(Duration total, int most) {
    long whole = Math.max(1, total.toMillis());
    long step = step(whole, most);
    List<Mark> marks = new ArrayList<>();
    for (long at = 0; at <= whole; at += step) {
      marks.add(new Mark((int) (1000 * at / whole), label(at, step)));
    }
    return marks;
  }

  private static long step(long whole, int most) {
    for (long step : STEPS) {
      if (whole / step <= most) {
        return step;
      }
    }
    return (whole / DAY / most + 1) * DAY;
  }

  private static String label(long at, long step) {
    if (at == 0) {
      return "0";
    }
    return step < 1_000
        ? String.format(Locale.ROOT, "%.3f", at / 1000.0).replaceFirst("0+$", "") + " s"
        : TimeSpan.exact(Duration.ofMillis(at));
  }
}
