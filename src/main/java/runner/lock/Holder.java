package runner.lock;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a lock, as it is written in the lock's file: one line of pid, ticks, boot and time.
 *
 * @param pid of the runner
 * @param ticks when it began, in clock ticks since boot
 * @param boot the kernel's id of the boot
 * @param since when it took the lock
 */
public record Holder(long pid, long ticks, String boot, Instant since) {
  private static final Pattern LINE =
      Pattern.compile(
          "pid ([0-9]{1,10}) ticks ([0-9]{1,18}) boot ([0-9a-zA-Z-]{1,64}) since (\\S{1,40}) *\n");

  String line() {
    return "pid " + pid + " ticks " + ticks + " boot " + boot + " since " + since + "\n";
  }

  /** Reads a lock's file; empty for anything but the line of a holder. */
  public static Optional<Holder> parse(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Holder(
              Long.parseLong(line.group(1)),
              Long.parseLong(line.group(2)),
              line.group(3),
              Instant.parse(line.group(4))));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
