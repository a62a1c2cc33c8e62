package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.Program;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** A wall clock that jumps changes no limit and no wait. */
@ExtendWith(Cases.class)
final class ClockJumpTest {

  @DisplayName("limits and waits keep their length while the wall clock jumps by an hour")
  @ParameterizedTest
  @ValueSource(strings = {"+3600", "-3600"})
  void a_limit_is_neither_early_nor_late(String jump, Scenario test) throws Exception {
    Optional<Path> library = library();
    assumeTrue(library.isPresent(), "needs libfaketime (package faketime)");
    String body =
        "unset LD_PRELOAD\ncut -d' ' -f1 /proc/uptime >> \"$TRACE\"\n"
            + "echo "
            + jump
            + " > clock\nexec sleep 120";
    test.file("clock", "+0\n")
        .cfg(
            "[runner]\nmax_time = 3\nkill_grace = 1\nmax_tries = 2\nsleep_time = 1\n"
                + "retry_jitter = 0\n")
        .script("tasks.d/1-a", body)
        .script("tasks.d/halt.sh", "cut -d' ' -f1 /proc/uptime >> \"$TRACE\"");
    test.limit(Duration.ofMinutes(5)).program(onFakedClock(test.dir(), library.get()));

    ProgramResult result = test.run().assertExit(1);

    double[] at = result.trace().stream().mapToDouble(Double::parseDouble).toArray();
    assertThat(at).hasSize(3);
    // libfaketime slows every program down, so the upper bound is large, but below an hour.
    assertThat(at[1] - at[0]).as("limit and wait").isBetween(4.0, 110.0);
    assertThat(at[2] - at[1]).as("limit").isBetween(2.9, 110.0);
    result.assertNoOrphans().assertWithin(Duration.ofMinutes(5));
  }

  /** Starts java directly, since the launcher clears LD_PRELOAD. */
  private static Path onFakedClock(Path dir, Path library) {
    return Program.onJava(
        dir,
        "env",
        "LD_PRELOAD=" + library,
        // Without a cache each reading of the clock reads the file, and the program takes a minute.
        "FAKETIME_CACHE_DURATION=1",
        "FAKETIME_DONT_FAKE_MONOTONIC=1",
        "FAKETIME_TIMESTAMP_FILE=" + dir.resolve("clock"),
        System.getProperty("java.home") + "/bin/java");
  }

  private static Optional<Path> library() throws Exception {
    Path lib = Path.of("/usr/lib");
    try (Stream<Path> found =
        Files.find(
            lib, 3, (path, kind) -> path.getFileName().toString().equals("libfaketimeMT.so.1"))) {
      return found.findFirst();
    }
  }
}
