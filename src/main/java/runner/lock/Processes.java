package runner.lock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The processes of this machine, read from proc(5). */
public final class Processes {
  /** USER_HZ, which is 100 on every Linux that runs a JVM (time(7)). */
  private static final long TICKS_PER_SECOND = 100;

  private final Path proc;

  private Processes(Path proc) {
    this.proc = proc;
  }

  public static Processes ofThisHost() {
    return in(Path.of("/proc"));
  }

  static Processes in(Path proc) {
    return new Processes(proc);
  }

  /** Looks for a pid; sends it nothing. */
  public Sighting see(long pid) {
    return new Sighting(read("sys/kernel/random/boot_id").strip(), running(pid));
  }

  private Optional<Sighting.Running> running(long pid) {
    String stat = read(pid + "/stat");
    // The name in parentheses may itself hold blanks and parentheses.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    if (fields.length < 20 || fields[0].equals("Z") || fields[0].equals("X")) {
      return Optional.empty();
    }
    long started = Long.parseLong(fields[19]);
    return Optional.of(new Sighting.Running(started, uptime().minus(ofTicks(started))));
  }

  private Duration uptime() {
    String seconds = read("uptime").split(" ", 2)[0];
    return Duration.ofMillis(Math.round(1000 * Double.parseDouble(seconds)));
  }

  private static Duration ofTicks(long ticks) {
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }

  /** A file of proc, empty where there is none: a process may end at any moment. */
  private String read(String name) {
    try {
      return Files.readString(proc.resolve(name), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
