package runner.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The words put before every command: setsid(1), so that it leads a session of its own, behind
 * env(1), so that its signals have their defaults. Each replaces itself by the next, so the pid
 * stays the command's. Needed because JDKs before 25 start processes with SIGQUIT blocked, and
 * because nohup and background shells leave signals ignored.
 */
final class CommandPrefix {
  private static final List<String> SESSION = List.of("/usr/bin/setsid", "--");

  /** Comes first: it would take a program whose path holds a = for an assignment. */
  private static final List<String> CLEAN = List.of("/usr/bin/env", "--default-signal");

  private static final Path STATUS = Path.of("/proc/self/status");

  private CommandPrefix() {}

  /** Runs something that must be run anyway, behind some words; says whether that went well. */
  interface Trial {
    boolean runs(List<String> before) throws IOException;
  }

  /**
   * The words this host needs and has: env learned to do it in coreutils 8.31.
   *
   * @throws IOException where the trial fails without any word
   */
  static List<String> triedOn(Trial trial) throws IOException {
    boolean needed = Runtime.version().feature() < 25 || ignoresSignals();
    if (needed && trial.runs(CLEAN)) {
      return Stream.concat(CLEAN.stream(), SESSION.stream()).toList();
    }
    if (!trial.runs(List.of())) {
      throw new IOException("no helper can be run");
    }
    return SESSION;
  }

  private static boolean ignoresSignals() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> !line.endsWith("\t0000000000000000"));
  }
}
