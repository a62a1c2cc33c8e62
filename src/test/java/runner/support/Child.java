package runner.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import runner.lock.RunnerLock;

/**
 * A program with named behaviours that sh cannot do exactly. Tasks start it with the words of
 * {@link Program#child}. Behaviours of processes and signals are in {@link Scripts}.
 */
public final class Child {
  private static final int BLOCK = 1 << 16;

  private Child() {}

  /** Does what the first argument names; exits with 64 if that is unknown. */
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "flood" -> flood(Long.parseLong(args[1]));
      case "no-newline" -> write(System.out, Long.parseLong(args[1]));
      case "every-byte" -> everyByte();
      case "read-stdin" -> System.out.print("read " + System.in.readAllBytes().length + " bytes\n");
      case "hold-lock" -> holdLock(Path.of(args[1]));
      case "exit" -> System.exit(Integer.parseInt(args[1]));
      default -> System.exit(64);
    }
    System.out.flush();
  }

  /** Writes this many bytes in full lines to stdout and to stderr, a block to each in turn. */
  private static void flood(long bytes) {
    byte[] line = ("y".repeat(63) + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] block = new byte[BLOCK];
    for (int at = 0; at < BLOCK; at += line.length) {
      System.arraycopy(line, 0, block, at, line.length);
    }
    for (long left = bytes; left > 0; left -= BLOCK) {
      int length = (int) Math.min(left, BLOCK);
      System.out.write(block, 0, length);
      System.err.write(block, 0, length);
    }
  }

  /** Writes one line of this many bytes without a line end. */
  private static void write(PrintStream to, long bytes) {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) 'x');
    for (long left = bytes; left > 0; left -= BLOCK) {
      to.write(block, 0, (int) Math.min(left, BLOCK));
    }
  }

  /** Prints whether it got a runner's lock, and holds it until stdin ends. */
  private static void holdLock(Path file) throws IOException {
    try (RunnerLock lock = RunnerLock.open(file)) {
      System.out.println(lock.tryTake() ? "held" : "taken");
      System.in.readAllBytes();
    }
  }

  /** Writes all 256 bytes in order: invalid UTF-8, NUL, escapes and both line ends. */
  private static void everyByte() throws IOException {
    OutputStream to = System.out;
    for (int value = 0; value < 256; value++) {
      to.write(value);
    }
  }
}
