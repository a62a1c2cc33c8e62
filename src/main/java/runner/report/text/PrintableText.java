package runner.report.text;

import java.util.regex.Pattern;

/** Makes text safe for a line of ours: nobody can forge a line or move a cursor with a name. */
public final class PrintableText {
  private PrintableText() {}

  /** Apart, since a start that shows no output of others need not compile it. */
  private static final class Escapes {
    /** What terminals act on, as ECMA-48 delimits it: CSI, texts such as titles, and the rest. */
    private static final Pattern SEQUENCE =
        Pattern.compile(
            "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]"
                + "|\u001b[\\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?"
                + "|\u001b[ -/]*[0-~]");
  }

  /** The text with control and direction characters written as escapes. */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    int next;
    for (int at = 0; at < text.length(); at = next) {
      int c = text.codePointAt(at);
      next = at + Character.charCount(c);
      if (isUnsafe(c)) {
        safe.append(String.format("\\u%04x", c));
      } else {
        safe.append(text, at, next);
      }
    }
    return safe.toString();
  }

  /** The text as it would read without colours, without escape and other control characters. */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    Escapes.SEQUENCE
        .matcher(text)
        .replaceAll("")
        .replace('\t', ' ')
        .codePoints()
        .filter(c -> !isUnsafe(c))
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /** The text, with blanks after it up to a width. */
  public static String left(int width, String text) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** The text, with blanks before it up to a width. */
  public static String right(int width, String text) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static boolean isUnsafe(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
