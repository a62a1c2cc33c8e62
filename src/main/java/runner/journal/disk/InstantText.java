package runner.journal.disk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * Times as {@link Instant#toString} writes them. Each line of a journal holds one, and in a program
 * that has just started the JDK's formatter takes as long as the rest of the line.
 */
public final class InstantText {
  private static final int SECONDS_END = 19;
  private static final int NANO_DIGITS = 9;

  private InstantText() {}

  /** The time as a text; of a year from 0 to 9999. */
  public static String text(Instant at) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), ZoneOffset.UTC);
    boolean whole = time.getSecond() == 0 && time.getNano() == 0;
    return time + (whole ? ":00Z" : "Z");
  }

  /**
   * The time of a text.
   *
   * @throws DateTimeParseException where it is none
   */
  static Instant parse(String text) {
    try {
      Instant at = usual(text);
      if (text(at).equals(text)) {
        return at;
      }
    } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
      // Not of the usual form; the JDK says whether it is of another.
    }
    return Instant.parse(text);
  }

  /** Without the JDK's parser; of anything but the usual form some other time, or an exception. */
  static Instant usual(String text) {
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, SECONDS_END),
            nanos(text))
        .toInstant(ZoneOffset.UTC);
  }

  private static int nanos(String text) {
    int begin = SECONDS_END + 1;
    int end = text.length() - 1;
    if (end < begin) {
      return 0;
    }
    int nanos = number(text, begin, end);
    for (int digits = end - begin; digits < NANO_DIGITS; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static int number(String text, int begin, int end) {
    return Integer.parseInt(text, begin, end, 10);
  }
}
