package runner.report.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import runner.report.text.LogLevel;
import runner.stream.ProgramStreams;
import runner.stream.StreamKind;

/**
 * How our lines are formatted on a stream.
 *
 * @param color whether levels are told by colours too
 */
public record TerminalStyle(Form form, boolean color) {

  /** What reads the stream. */
  public enum Form {
    /** A terminal, on which one line is kept up to date below all others. */
    LIVE,
    /** A file, a pipe, or a terminal that can do no more. */
    PLAIN,
    /** journald, which has times of its own and takes each line's priority from its beginning. */
    JOURNAL
  }

  /** What the user wants of colours. */
  public enum Colors {
    AUTO,
    ALWAYS,
    NEVER
  }

  /** What a colour says. */
  public enum Paint {
    BAD("1;31"),
    DOUBTFUL("33"),
    GOOD("32"),
    FAINT("2"),
    NONE("");

    private final String code;

    Paint(String code) {
      this.code = code;
    }
  }

  /** The text in a colour, where there are any. */
  public String paint(Paint paint, String text) {
    boolean bare = !color || paint == Paint.NONE;
    return bare ? text : "\u001b[" + paint.code + "m" + text + "\u001b[m";
  }

  /** Lines without anything. */
  static TerminalStyle plain() {
    return new TerminalStyle(Form.PLAIN, false);
  }

  /**
   * Looks at one of our own streams.
   *
   * @param stream its number: 1 or 2
   * @param variables TERM, NO_COLOR (https://no-color.org) and JOURNAL_STREAM (systemd.exec(5))
   */
  public static TerminalStyle of(
      int stream, Function<String, Optional<String>> variables, Colors colors) {
    Path file = Path.of("/proc/self/fd/" + stream);
    boolean terminal =
        StreamKind.isTerminal(stream) && !variables.apply("TERM").equals(Optional.of("dumb"));
    boolean journal = variables.apply("JOURNAL_STREAM").filter(identity(file)::equals).isPresent();
    boolean automatic = terminal && variables.apply("NO_COLOR").isEmpty();
    return new TerminalStyle(
        terminal ? Form.LIVE : journal ? Form.JOURNAL : Form.PLAIN,
        colors == Colors.ALWAYS || (colors == Colors.AUTO && automatic));
  }

  /** The line that tells how many bytes are missing in front of it. */
  String notice(long bytes) {
    String words = ProgramStreams.missing(bytes);
    return switch (form) {
      case LIVE -> LiveTerminal.REPAIR + "[runner: " + words + "]\n";
      case PLAIN -> "[runner: " + words + "]\n";
      case JOURNAL -> "<" + LogLevel.WARN.severity() + ">" + words + "\n";
    };
  }

  /** As journald writes it. */
  private static String identity(Path file) {
    try {
      return Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
