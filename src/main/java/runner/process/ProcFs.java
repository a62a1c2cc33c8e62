package runner.process;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes of this machine, as proc(5) shows them. They may end at any moment, and a container
 * may hide or replace any of these files, so every answer may be missing.
 */
public final class ProcFs {
  /** USER_HZ is 100 on every Linux that runs a JVM (time(7)). */
  private static final long MILLIS_PER_TICK = 10;

  private static final long INIT = 1;
  private static final ProcFs HERE = new ProcFs(Path.of("/proc"), isOurs());

  private final Path root;

  /** Whether its pids are those that we know processes by. */
  private final boolean ours;

  private ProcFs(Path root, boolean ours) {
    this.root = root;
    this.ours = ours;
  }

  public static ProcFs ofThisHost() {
    return HERE;
  }

  /** Another directory of the same layout. */
  public static ProcFs in(Path root) {
    return new ProcFs(root, true);
  }

  /**
   * In a pid namespace without a /proc of its own, the one that is there has other pids: it shows a
   * process with its pid in each namespace from its own down to that of the process (proc(5)).
   */
  private static boolean isOurs() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("NSpid:")) {
          return line.strip().indexOf('\t', "NSpid:\t".length()) < 0;
        }
      }
      return Files.isSymbolicLink(Path.of("/proc/self"));
    } catch (IOException e) {
      return false;
    }
  }

  /** A process as its stat line shows it. */
  public record Stat(ProcessId id, char state, long parent, long group, long session) {
    public long pid() {
      return id.pid();
    }

    /** Whether it has ended and only waits for its parent to take note. */
    public boolean zombie() {
      return state == 'Z' || state == 'X';
    }
  }

  /** All processes that can be read. */
  public List<Stat> all() {
    List<Stat> all = new ArrayList<>();
    if (!ours) {
      return all;
    }
    try (DirectoryStream<Path> pids = Files.newDirectoryStream(root, "[1-9]*")) {
      for (Path pid : pids) {
        stat(Long.parseLong(pid.getFileName().toString())).ifPresent(all::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // No /proc at all: nothing can be found beyond the process group.
    }
    return all;
  }

  /** The process that has a pid now, also a zombie. */
  public Optional<ProcessId> find(long pid) {
    return stat(pid).map(Stat::id);
  }

  public Optional<Stat> stat(long pid) {
    if (!ours) {
      return Optional.empty();
    }
    try {
      String line = read(pid + "/stat");
      // The name in parentheses may itself hold blanks and parentheses.
      String[] fields = line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1);
      return Optional.of(
          new Stat(
              new ProcessId(pid, Long.parseLong(fields[19])),
              fields[0].charAt(0),
              Long.parseLong(fields[1]),
              Long.parseLong(fields[2]),
              Long.parseLong(fields[3])));
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** What can be said of a process. */
  public Presence presence(ProcessId process) {
    Optional<Stat> stat = stat(process.pid());
    if (stat.isEmpty()) {
      return presenceOfUnread(process.pid());
    }
    if (stat.get().zombie()) {
      return Presence.GONE;
    }
    if (stat.get().id().equals(process)) {
      return Presence.RUNS;
    }
    return process.started() == ProcessId.UNKNOWN_START ? Presence.UNREADABLE : Presence.GONE;
  }

  private Presence presenceOfUnread(long pid) {
    if (!ours) {
      return Presence.HIDDEN;
    }
    if (Files.exists(root.resolve("" + pid))) {
      return Presence.UNREADABLE;
    }
    return Files.exists(root.resolve("" + INIT)) ? Presence.GONE : Presence.HIDDEN;
  }

  /**
   * How long ago a process began. Absent where the uptime cannot be read, and where it is less than
   * the process's start: a container may be shown an uptime of its own (lxcfs).
   */
  public Optional<Duration> age(ProcessId process) {
    try {
      String seconds = read("uptime").split(" ", 2)[0];
      long now = new BigDecimal(seconds).movePointRight(2).longValue();
      return Optional.of(Duration.ofMillis((now - process.started()) * MILLIS_PER_TICK))
          .filter(age -> !age.isNegative());
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The kernel's id of this boot (random(4)). */
  public Optional<String> boot() {
    try {
      return read("sys/kernel/random/boot_id").lines().findFirst().filter(id -> !id.isBlank());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether a variable stands in the environment the process was started with. */
  public boolean hasVariable(long pid, String assignment) {
    try {
      return ours && ("\0" + read(pid + "/environ") + "\0").contains("\0" + assignment + "\0");
    } catch (IOException e) {
      return false;
    }
  }

  private String read(String name) throws IOException {
    return Files.readString(root.resolve(name), StandardCharsets.ISO_8859_1);
  }
}
