package runner.process;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What proc(5) says of processes. They may end at any moment, so every answer may be missing. */
public final class ProcFs {
  private static final Path PROC = Path.of("/proc");

  private ProcFs() {}

  /**
   * A process as its stat line shows it.
   *
   * @param started in clock ticks since boot; with the pid it names a process for one boot
   */
  public record Stat(long pid, char state, long parent, long group, long session, long started) {
    public boolean zombie() {
      return state == 'Z' || state == 'X';
    }
  }

  public static List<Stat> all() {
    List<Stat> all = new ArrayList<>();
    try (DirectoryStream<Path> pids = Files.newDirectoryStream(PROC, "[1-9]*")) {
      for (Path pid : pids) {
        stat(Long.parseLong(pid.getFileName().toString())).ifPresent(all::add);
      }
    } catch (IOException e) {
      // No /proc at all: nothing can be found beyond the process group.
    }
    return all;
  }

  /** Now, in the clock ticks that processes' beginnings are told in; the end of time if unknown. */
  public static long ticks() {
    try {
      String seconds = Files.readString(PROC.resolve("uptime")).split(" ", 2)[0];
      return new BigDecimal(seconds).movePointRight(2).longValue();
    } catch (IOException | NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  public static Optional<Stat> stat(long pid) {
    try {
      String line = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      // The name in parentheses may itself hold blanks and parentheses.
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(
          new Stat(
              pid,
              fields[0].charAt(0),
              Long.parseLong(fields[1]),
              Long.parseLong(fields[2]),
              Long.parseLong(fields[3]),
              Long.parseLong(fields[19])));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Whether a variable stands in the environment the process was started with. */
  public static boolean hasVariable(long pid, String assignment) {
    try {
      byte[] environ = Files.readAllBytes(PROC.resolve(pid + "/environ"));
      String text = "\0" + new String(environ, StandardCharsets.ISO_8859_1) + "\0";
      return text.contains("\0" + assignment + "\0");
    } catch (IOException e) {
      return false;
    }
  }
}
