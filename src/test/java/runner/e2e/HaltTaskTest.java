package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;
import runner.support.Schema;

/** What is said and kept of a halt task, above all of one that leaves the machine up. */
@ExtendWith(Cases.class)
final class HaltTaskTest {
  private static final String CFG = "[runner]\nmax_tries = 1\nmax_time = 2\nkill_grace = 1\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo 'Failed to talk to init' >&2; exit 1 | exit code 1 | Failed to talk to init",
        "no-such-program | exit code 127 (not found?) | no-such-program",
        "echo 'a password is required' >&2; exit 1 | exit code 1 | a password is required",
        "echo before; kill -9 $$ | exit code 137 (signal 9?) | before",
        "echo before; exec sleep 60 | timed out: max_time 2 s of [runner] | before"
      })
  @DisplayName("a halt task that fails is an error with the end of its output, also with -q")
  void a_failure_is_an_error_with_its_output(
      String body, String how, String output, Scenario test) {
    ProgramResult result =
        test.cfg(CFG).task("1-a", "exit 2").haltTask(body).args("-q").run().assertExit(1);
    assertThat(result.stderr())
        .containsPattern("ERROR halt task halt[.]sh failed: " + Pattern.quote(how))
        .containsPattern("ERROR     [|] .*" + output);
    String status = test.args("status").run().stdout();
    assertThat(status).startsWith("halted: ").containsPattern("failed +halt task halt[.]sh ");
    assertThat(status).contains(how, "; see @DIR@/.state/runs/", "halt-halt.sh.log");
  }

  @Test
  void a_halt_task_that_cannot_be_started_is_an_error_that_says_why(Scenario test) {
    ProgramResult result =
        test.cfg(CFG)
            .task("1-a", "rm \"${0%/*}/halt.sh\"; exit 2")
            .haltTask("")
            .args("-q")
            .run()
            .assertExit(1);
    assertThat(result.stderr())
        .contains("ERROR halt task halt.sh failed: not started: the file does not exist");
    assertThat(test.args("status").run().stdout())
        .containsPattern("failed +halt task halt[.]sh +0[.]00 s  not started: the file does not");
  }

  @Test
  @DisplayName("status, history, logs and report say what became of the halt task")
  void every_view_has_it(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "exit 2").haltTask("echo no init; exit 3");
    String shown =
        new CaseShell(test)
            .run(
                """
                $R >/dev/null 2>&1; $P status --json >status; $P history; $P history --json >history
                $P logs halt; $P logs -q halt; $R report --html page; cat $S/runs/*/journal
                """)
            .output();
    assertThat(shown)
        .containsPattern("halted .*0/1 +halt task halt[.]sh failed: exit code 3\n")
        .containsPattern(
            "==> halt task halt[.]sh: failed after [0-9.]+ s: exit code 3 <==\nno init")
        .containsPattern("\"type\":\"halt-finished\".*\"state\":\"failed\".*\"code\":3,");
    String status = read(test, "status");
    assertThat(Schema.of(Path.of("docs", "status.schema.json")).errors(status)).isEmpty();
    assertThat(status).containsPattern("\"halt\" : [{]\\s+\"task\" : \"halt.sh\"");
    assertThat(status).contains("\"exit_code\" : 3,", "\"state\" : \"halted\"");
    assertThat(read(test, "history")).contains("\"exit_code\" : 3,", "\"halt\" : {");
    assertThat(read(test, "page")).contains("failed: exit code 3", "halt task halt.sh", "no init");
  }

  @Test
  @DisplayName("with -H the failure of the halt task is kept with the run that succeeded")
  void after_the_last_iteration(Scenario test) {
    test.cfg(CFG).task("1-a", "").haltTask("exit 4").args("-H", "-q").run().assertExit(0);
    test.clearArgs().cfg(CFG).args("status");
    assertThat(test.run().assertExit(0).stdout())
        .startsWith("succeeded: ")
        .containsPattern("failed +halt task halt[.]sh .* exit code 4; see ");
    assertThat(test.clearArgs().cfg(CFG).args("history").run().stdout())
        .containsPattern("succeeded .*halt task halt[.]sh failed: exit code 4\n");
  }

  @Test
  void a_halt_task_that_was_killed_with_its_runner_is_interrupted(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "").haltTask("echo up >here; read line <go");
    String shown =
        new CaseShell(test)
            .run(
                """
                mkfifo go; $R -H >/dev/null 2>&1 & r=$!
                until [ -s here ]; do sleep .05; done
                $P status; kill -9 $r; wait $r; $P status; echo >go; $P history
                """)
            .output();
    assertThat(shown)
        .containsPattern("succeeded: run .*\n.*\n +running +halt task halt[.]sh\n")
        .containsPattern(
            "succeeded: run .*\n.*\n +interrupted +halt task halt[.]sh .*its runner died")
        .containsPattern(
            "succeeded .*halt task halt[.]sh interrupted: its runner died while it ran");
  }

  private static String read(Scenario test, String file) throws Exception {
    return Files.readString(test.dir().resolve(file));
  }
}
