package runner.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a stream leads to, which decides how it is written. */
public enum StreamKind {
  /** A person may stop it for a moment. A slow line takes some seconds for a kilobyte. */
  TERMINAL(1 << 10, 1 << 10, Duration.ofMinutes(1)),

  /**
   * A pipe or a socket. Four kilobytes are what a pipe takes at one stroke (PIPE_BUF in pipe(7)),
   * so no other writer gets in between.
   */
  PIPE(1 << 16, 1 << 12, Duration.ofSeconds(5)),

  /** A file, whose disk may be slow but has no reader. */
  FILE(1 << 16, 1 << 16, Duration.ofSeconds(5));

  private final int buffer;
  private final int piece;
  private final Duration patience;

  StreamKind(int buffer, int piece, Duration patience) {
    this.buffer = buffer;
    this.piece = piece;
    this.patience = patience;
  }

  /** The kind of one of our own streams: 1 or 2. */
  static StreamKind of(int number) {
    Path file = Path.of("/proc/self/fd/" + number);
    return isTerminal(number) ? TERMINAL : Files.isRegularFile(file) ? FILE : PIPE;
  }

  /** Whether one of our own streams is a terminal. Without isatty(3), its device's name tells. */
  public static boolean isTerminal(int number) {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + number)).toString();
      return device.matches("/dev/(pts/[0-9]+|tty.*|console|hvc.*|xvc.*)");
    } catch (IOException e) {
      return false;
    }
  }

  /** How many bytes wait in memory at most, twice: those to be written next, and those after. */
  int buffer() {
    return buffer;
  }

  /** How many bytes are written at one stroke. */
  int piece() {
    return piece;
  }

  /** How long the reader may take nothing before it counts as stalled. */
  Duration patience() {
    return patience;
  }
}
