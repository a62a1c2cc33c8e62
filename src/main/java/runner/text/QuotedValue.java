package runner.text;

/** How a value of the user is shown in a message: in quotes, and harmless whatever it holds. */
public final class QuotedValue {
  private static final int LONGEST = 80;

  private QuotedValue() {}

  /** The text of a value, cut after 80 characters; what a terminal would obey is escaped. */
  public static String of(Object value) {
    String text = String.valueOf(value);
    StringBuilder shown = new StringBuilder("'");
    text.codePoints().limit(LONGEST).forEach(point -> append(shown, point));
    return shown.append(text.codePointCount(0, text.length()) > LONGEST ? "...'" : "'").toString();
  }

  private static void append(StringBuilder shown, int point) {
    switch (point) {
      case '\n' -> shown.append("\\n");
      case '\t' -> shown.append("\\t");
      case '\r' -> shown.append("\\r");
      default -> {
        if (printable(point)) {
          shown.appendCodePoint(point);
        } else {
          shown.append(String.format("\\u%04x", point));
        }
      }
    }
  }

  private static boolean printable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
