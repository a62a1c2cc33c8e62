package runner.task;

import java.time.Duration;
import java.util.Optional;

/**
 * How a process ended: a fact, not yet what it means.
 *
 * @param kind what ended it
 * @param code the raw code as the kernel told it; 128+n stands for signal n, but a process may also
 *     have said that number itself
 * @param took how long it ran, by the monotonic clock
 * @param detail why it was not started or which limit ended it; empty for an ordinary end
 */
public record Exit(Kind kind, int code, Duration took, String detail) {

  /** What ended the process. */
  public enum Kind {
    /** It ended by itself. */
    ENDED,
    /** It was ended because its time was up; the code says nothing then. */
    TIMED_OUT,
    /** It never ran. */
    NOT_STARTED,
    /** It was ended because the runner was told to stop. */
    INTERRUPTED
  }

  public static Exit ended(int code, Duration took) {
    return new Exit(Kind.ENDED, code, took, "");
  }

  public static Exit timedOut(int code, Duration took, String limit) {
    return new Exit(Kind.TIMED_OUT, code, took, limit);
  }

  public static Exit notStarted(String reason) {
    return new Exit(Kind.NOT_STARTED, -1, Duration.ZERO, reason);
  }

  public static Exit interrupted(int code, Duration took) {
    return new Exit(Kind.INTERRUPTED, code, took, "");
  }

  /** Whether it ended by itself and said 0. */
  public boolean succeeded() {
    return kind == Kind.ENDED && code == 0;
  }

  public boolean timedOut() {
    return kind == Kind.TIMED_OUT;
  }

  public boolean interrupted() {
    return kind == Kind.INTERRUPTED;
  }

  /** The signal the code stands for, where it stands for one: 137 is 9. */
  public Optional<Integer> signal() {
    return kind != Kind.NOT_STARTED && code > 128 && code <= 128 + 64
        ? Optional.of(code - 128)
        : Optional.empty();
  }

  /** A few words for people: "exit code 1", "timed out: max_time 600 s". */
  public String words() {
    return switch (kind) {
      case ENDED -> "exit code " + code + hint();
      case TIMED_OUT -> "timed out: " + detail;
      case NOT_STARTED -> "not started: " + detail;
      case INTERRUPTED -> "interrupted";
    };
  }

  /** What the shells use such a code for; a program may mean something else by it. */
  private String hint() {
    return switch (code) {
      case 126 -> " (not executable?)";
      case 127 -> " (not found?)";
      default -> signal().map(number -> " (signal " + number + "?)").orElse("");
    };
  }
}
