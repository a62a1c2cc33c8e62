package runner.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The words put before every command: setsid(1), so that it leads a session of its own, behind
 * env(1), so that its signals have their defaults. Each replaces itself by the next, so the pid
 * stays the command's. Needed because JDKs before 25 start processes with SIGQUIT blocked, and
 * because nohup and background shells leave signals ignored.
 */
final class Prefix {
  private static final List<String> SESSION = List.of("/usr/bin/setsid", "--");

  /** env(1) comes first: it would take a program whose path holds a = for an assignment. */
  private static final List<String> CLEAN_SESSION =
      List.of("/usr/bin/env", "--default-signal", "/usr/bin/setsid", "--");

  private static final Path STATUS = Path.of("/proc/self/status");

  private Prefix() {}

  /** The words this host needs and has: env learned to do it in coreutils 8.31. */
  static List<String> ofThisHost() throws IOException {
    boolean needed = Runtime.version().feature() < 25 || ignoresSignals();
    boolean known =
        needed && Spawn.helper(List.of("/usr/bin/env", "--default-signal", "true")) == 0;
    return known ? CLEAN_SESSION : SESSION;
  }

  private static boolean ignoresSignals() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> !line.endsWith("\t0000000000000000"));
  }
}
