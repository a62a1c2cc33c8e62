package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Program;
import runner.support.Scenario;
import runner.support.SomeBoots;

/** Commands about kept runs, with more of them than memory would hold. */
@ExtendWith(Cases.class)
final class ManyKeptRunsTest {
  private static final int RUNS = 4000;

  /** Enough for four runs; all of them at once need more than twice as much. */
  private static final String HEAP = "-Xmx12m";

  private static final List<String> COMMANDS =
      List.of(
          "history",
          "history --json",
          "logs",
          "logs --run 3999 40-puppet.sh",
          "analyze blame",
          "analyze critical",
          "analyze compare 4 4000",
          "report --html page",
          "collect --output bundle");

  @Test
  @DisplayName("thousands of kept runs need no more memory than four")
  void many_runs_need_no_more_memory_than_few(Scenario test) throws Exception {
    copies(test.dir().resolve("past"));
    String launcher = Files.readString(Program.launcher());
    assertThat(launcher).contains("-Xmx64m");
    test.file("small", launcher.replace("-Xmx64m", HEAP), 0755);
    test.program(test.dir().resolve("small"));
    for (String command : COMMANDS) {
      test.clearArgs().cfg("").args("--state-dir", "@DIR@/past");
      test.args(command.split(" ", -1)).run().assertExit(0);
    }
  }

  /** The id of a run is the name of its directory; nothing in its journal is unlike another's. */
  private static void copies(Path state) throws IOException {
    SomeBoots.in(state);
    Path runs = state.resolve("runs");
    Path last = runs.resolve(SomeBoots.kept(state).get(3).id());
    byte[] journal = Files.readAllBytes(last.resolve("journal"));
    for (int number = 5; number <= RUNS; number++) {
      String id = String.format("%06d-20261124T000000Z", number);
      Files.write(Files.createDirectory(runs.resolve(id)).resolve("journal"), journal);
    }
  }
}
