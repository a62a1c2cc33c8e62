package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** Chains with -n that have nothing to do. */
@ExtendWith(Cases.class)
final class EndlessChainTest {
  private static final String CFG = "[runner]\nkeep_runs = 2\n[a]\nfrequency = once\n";
  private static final Pattern BEGIN = Pattern.compile("(?m)^(\\S+) INFO iteration [0-9]+, run");

  @Test
  @DisplayName("with -n 0 and nothing to do an iteration begins a second after the last one")
  void nothing_to_do_is_done_once_a_second(Scenario test) {
    ProgramResult result =
        test.cfg(CFG)
            .task("1-a", "")
            .args("-n", "0")
            .signalOnStderr("iteration 4, run", "TERM")
            .run()
            .assertExit(143)
            .assertTrace("task 1-a");
    List<Instant> begins =
        BEGIN.matcher(result.stderr()).results().map(EndlessChainTest::time).toList();
    assertThat(begins).hasSizeGreaterThanOrEqualTo(4);
    // Each line is written a moment after its iteration began, on a busy machine a longer one.
    assertThat(Duration.between(begins.get(0), begins.get(3))).isGreaterThan(Duration.ofSeconds(1));
  }

  private static Instant time(MatchResult line) {
    return Instant.parse(line.group(1));
  }

  @Test
  @DisplayName("iterations in which nothing ran push no run out; the newest of them is kept")
  void empty_iterations_push_out_nothing(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "echo what mattered").args("-n", "8").run().assertExit(0);
    assertThat(kept(test)).containsExactly("000001", "000008");
    assertThat(test.clearArgs().cfg(CFG).args("logs", "-q", "--run", "1").run().stdout())
        .isEqualTo("what mattered\n");
    test.clearArgs().cfg(CFG).run().assertExit(0);
    assertThat(kept(test)).containsExactly("000001", "000009");
    test.file("tasks.d/2-b", "#!/bin/sh\n", 0755).run().assertExit(0);
    assertThat(kept(test)).containsExactly("000001", "000009", "000010");
    test.run().assertExit(0);
    assertThat(kept(test)).containsExactly("000009", "000010", "000011");
  }

  private static List<String> kept(Scenario test) throws IOException {
    try (Stream<Path> runs = Files.list(test.dir().resolve(".state/runs"))) {
      return runs.map(run -> run.getFileName().toString().substring(0, 6)).sorted().toList();
    }
  }
}
