package runner.report.page;

import runner.report.text.PrintableText;

/** How much room a text takes, counted in letters of a font in which most are equally wide. */
final class TextWidth {
  private TextWidth() {}

  static int of(String text) {
    return PrintableText.of(text).codePoints().map(TextWidth::of).sum();
  }

  /** The text in no more than so many cells, with a sign that it was cut. */
  static String cut(String text, int most) {
    String shown = PrintableText.of(text);
    if (of(shown) <= most) {
      return shown;
    }
    StringBuilder cut = new StringBuilder();
    int room = most - 1;
    for (int c : shown.codePoints().toArray()) {
      room -= of(c);
      if (room < 0) {
        break;
      }
      cut.appendCodePoint(c);
    }
    return cut + "…";
  }

  /**
   * Letters of East Asia and pictures are twice as wide; so is, to be safe, all that is unusual.
   */
  private static int of(int c) {
    return c < 0x250 || (c >= 0x370 && c < 0x530) || c == '…' ? 1 : 2;
  }
}
