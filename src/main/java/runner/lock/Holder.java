package runner.lock;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runner.process.BootId;
import runner.process.ProcessId;
import runner.process.RecordedProcess;

/**
 * Who holds a lock, as it is written in the lock's file: one line of pid, ticks, boot and time.
 *
 * @param process the runner
 * @param since when it took the lock
 */
public record Holder(RecordedProcess process, Instant since) {
  private static final Pattern LINE =
      Pattern.compile(
          "pid ([0-9]{1,10}) ticks ([0-9]{1,18}) boot ([0-9a-zA-Z+-]{1,100}) since (\\S{1,40}) *\n");

  String line() {
    ProcessId id = process.id();
    return "pid "
        + id.pid()
        + " ticks "
        + id.started()
        + " boot "
        + process.boot()
        + " since "
        + since
        + "\n";
  }

  /** Reads a lock's file; empty for anything but the line of a holder. */
  public static Optional<Holder> parse(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      return Optional.empty();
    }
    try {
      ProcessId id = new ProcessId(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)));
      return Optional.of(
          new Holder(
              new RecordedProcess(new BootId(line.group(3)), id), Instant.parse(line.group(4))));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
