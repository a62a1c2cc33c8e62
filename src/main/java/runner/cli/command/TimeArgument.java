package runner.cli.command;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Reads a time somebody typed: with an offset, or without one in the host's own zone. */
public final class TimeArgument {
  private TimeArgument() {}

  /** The time zone of this host. */
  public static ZoneId zone() {
    return ZoneId.systemDefault();
  }

  /**
   * Reads a time.
   *
   * @throws RunnerException with 64 where it is none
   */
  public static Instant read(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return local(text);
    }
  }

  private static Instant local(String text) {
    try {
      return LocalDateTime.parse(text).atZone(zone()).toInstant();
    } catch (DateTimeParseException e) {
      throw new RunnerException(
          ExitCode.USAGE,
          "'" + text + "'",
          "is not a time",
          "write it as 2026-11-20T02:00 or 2026-11-20T02:00:00Z");
    }
  }
}
