package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.support.Program;

/**
 * Runs the scripts of {@code src/test/crash}, which break the program and check its state: some
 * points of each, or with {@code -Drunner.crashes=all} all of them, which takes an hour.
 */
final class CrashSweepTest {
  private static final boolean ALL = System.getProperty("runner.crashes", "some").equals("all");

  @TempDir Path directory;

  @Test
  @DisplayName("killed at a system call on its state it loses, repeats and corrupts nothing")
  void killed_at_a_system_call() throws Exception {
    assertNothingLost(swept("write rename", "6", "kill"));
  }

  @Test
  @DisplayName("a system call on its state that fails, once or always, causes no false success")
  void a_system_call_that_fails() throws Exception {
    assertNothingLost(swept("fdatasync", "5", "EIO"));
    assertNothingLost(swept("rename", "9", "ENOSPC"));
  }

  @Test
  @DisplayName("however a failing run is broken after one that succeeded, no success is reported")
  void no_older_run_answers_for_a_broken_one() throws Exception {
    Map<String, String> older = Map.of("SWEEP_OLDER", "yes", "SWEEP_EVERY", ALL ? "1" : "19");
    assertNothingLost(crash(older, "sweep", "kill", "EIO", "ENOSPC"));
  }

  @Test
  @DisplayName("after a power cut no success is lost that was reported before it")
  void the_power_is_cut() throws Exception {
    String output = crash(Map.of(), "powercut", ALL ? "40" : "2");
    if (output.contains("NOT RUN")) {
      System.err.println("NOT RUN: a case that needs root and a loop device");
    }
    assumeTrue(!output.contains("NOT RUN"), "no loop device here");
    assertNothingLost(output);
  }

  @Test
  @DisplayName("killed at any time, also while it recovers, it loses and repeats nothing")
  void killed_at_any_time() throws Exception {
    assertNothingLost(crash(Map.of(), "killed", ALL ? "150" : "3"));
  }

  @Test
  @DisplayName("killed at a system call on its jobs a host loses no job and runs none twice")
  void killed_while_it_does_its_jobs() throws Exception {
    String output = crash(Map.of("SWEEP_EVERY", ALL ? "1" : "24"), "drain");
    if (output.contains("not allowed here")) {
      System.err.println("NOT RUN: a case that needs unshare -m");
    }
    assumeTrue(!output.contains("not allowed here"), "unshare -m is not allowed here");
    assertNothingLost(output);
  }

  private String swept(String calls, String every, String kind) throws Exception {
    return ALL
        ? crash(Map.of(), "sweep", "-l", kind)
        : crash(Map.of("SWEEP_CALLS", calls, "SWEEP_EVERY", every), "sweep", kind);
  }

  private static void assertNothingLost(String output) {
    assertThat(output).containsPattern("(?m)^[1-9][0-9]* points, 0 violations$");
  }

  private String crash(Map<String, String> settings, String script, String... words)
      throws IOException, InterruptedException {
    File output = directory.resolve("output").toFile();
    ProcessBuilder builder = new ProcessBuilder("src/test/crash/" + script);
    for (String word : words) {
      builder.command().add(word);
    }
    builder.environment().putAll(settings);
    builder.environment().put("RUNNER_PROGRAM", Program.launcher().toString());
    builder.environment().put("TMPDIR", directory.toString());
    Process process = builder.redirectErrorStream(true).redirectOutput(output).start();
    if (!process.waitFor(ALL ? 360 : 10, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      throw new AssertionError("not finished: " + Files.readString(output.toPath()));
    }
    return Files.readString(output.toPath());
  }
}
