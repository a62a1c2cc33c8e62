package runner.journal;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Ids of runs, {@code 000042-20240229T120000Z}: a number of six digits or more that grows by one,
 * so that their order does not depend on a clock, and the time of the start.
 */
final class RunIds {
  private static final Pattern ID = Pattern.compile("[0-9]{6,18}-[0-9]{8}T[0-9]{6}Z");

  private RunIds() {}

  static String of(long number, Instant start) {
    String time = start.truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[-:]", "");
    return PaddedNumber.to(6, number) + "-" + time;
  }

  static boolean isId(String name) {
    return ID.matcher(name).matches();
  }

  /** The time of the start. */
  static Instant time(String id) {
    String time = id.substring(id.indexOf('-') + 1);
    try {
      return Instant.parse(time.replaceFirst("(....)(..)(..T..)(..)(..Z)", "$1-$2-$3:$4:$5"));
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  static long number(String id) {
    return Long.parseLong(id.substring(0, id.indexOf('-')));
  }
}
