package runner.report.timeline;

import runner.report.text.PrintableText;

/** A column of times in a table. */
final class TimeColumn {
  private static final int WIDTH = 13;

  private TimeColumn() {}

  /** A time or a heading, set to the right. */
  static String of(String text) {
    return PrintableText.right(WIDTH, text);
  }
}
