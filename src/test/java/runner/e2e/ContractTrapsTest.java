package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;
import runner.support.Scripts;

/** The small print of the contract with tasks, where a library's default would break it. */
@ExtendWith(Cases.class)
final class ContractTrapsTest {
  private static final String TWO_TRIES =
      "[runner]\nmax_tries = 2\nsleep_time = 0\nretry_jitter = 0\n";

  @DisplayName("A22 a hook is told any task name as one JSON argument")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-it's \"b\"",
        "2-$(touch pwned)`touch pwned`'$(touch pwned)'",
        "3-a;b|c&d",
        "4--rf",
        "5-täsk-日本"
      })
  void a_hook_is_told_any_task_name_as_one_json_argument(String name, Scenario test)
      throws IOException {
    ProgramResult outcome =
        test.cfg("[runner]\ntask_hook = @DIR@/hook --flag\n")
            .script("hook", "echo \"$#\" >> count; printf %s \"$2\" > told")
            .task(name, "")
            .run();

    outcome.assertExit(0).assertTrace("task " + name);
    JsonNode told = new ObjectMapper().readTree(test.dir().resolve("told").toFile());
    assertThat(told.get("task").asText()).isEqualTo(name);
    assertThat(told.get("result").asText()).isEqualTo("OK");
    assertThat(test.dir().resolve("count")).hasContent("2\n2\n");
    assertThat(test.dir().resolve("pwned")).doesNotExist();
  }

  @DisplayName("A8 any other code is a retry")
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 127, 128, 137, 143, 255, 300})
  void any_other_code_is_a_retry(int code, Scenario test) {
    ProgramResult outcome = test.cfg(TWO_TRIES).task("1-a", Scripts.exits(code)).haltTask("").run();

    outcome.assertExit(1).assertTrace("task 1-a", "task 1-a", "halt");
  }

  @DisplayName("A7 death by a signal is a retry")
  @ParameterizedTest
  @CsvSource({"KILL, 137", "SEGV, 139", "TERM, 143", "HUP, 129"})
  void death_by_a_signal_is_a_retry(String signal, int code, Scenario test) {
    ProgramResult outcome =
        test.cfg(TWO_TRIES).task("1-a", Scripts.diesBy(signal)).haltTask("").run();

    outcome.assertExit(1).assertTrace("task 1-a", "task 1-a", "halt");
    // An exit with that code looks the same to Java, hence the question mark.
    assertThat(outcome.stderr()).contains("exit code %d (signal %d?)".formatted(code, code - 128));
  }

  @DisplayName("A19 a task reads from /dev/null, whatever the program could read")
  @Test
  void a_task_reads_from_dev_null_whatever_the_program_could_read(Scenario test) {
    String body = "readlink /proc/$$/fd/0 >> \"$TRACE\"; cat >> \"$TRACE\"";

    test.cfg("").task("1-a", body).run().assertExit(0).assertTrace("task 1-a", "/dev/null");
  }

  @DisplayName("A19 a program started with closed streams works, and so do its tasks")
  @Test
  void a_program_started_with_closed_streams_works_and_so_do_its_tasks(Scenario test) {
    String body =
        "for fd in 0 1 2; do [ -e /proc/$$/fd/$fd ] || echo closed $fd >> \"$TRACE\"; done";

    test.cfg("").task("1-a", body).closing(0, 1, 2).run().assertExit(0).assertTrace("task 1-a");
  }

  /**
   * A JVM before 20 leaves SIGQUIT blocked in what it starts, hence in daemons that tasks start and
   * that are told to end by it. Signals 32 and 33 are the C library's own and do not count.
   */
  @DisplayName("A20 a task has clean signals, the usual umask and no stray files")
  @Test
  void a_task_has_clean_signals_the_usual_umask_and_no_stray_files(Scenario test) {
    String body =
        """
        mask() { sed -n "s/^$1:[^0-9a-f]*//p" /proc/$$/status; }
        echo "ignored $((0x$(mask SigIgn) & 0x7fffffff))" >> "$TRACE"
        echo "blocked $((0x$(mask SigBlk) & 0x7fffffff))" >> "$TRACE"
        echo "umask $(umask)" >> "$TRACE"
        sh -c 'ls /proc/$$/fd; :' > fds
        """;
    ProgramResult outcome = test.cfg("").task("1-a", body).run();

    outcome.assertExit(0).assertTrace("task 1-a", "ignored 0", "blocked 0", "umask 0022");
    assertThat(test.dir().resolve("fds")).hasContent("0\n1\n2\n");
  }

  @DisplayName("A10 A11 a file that cannot be run is an error before anything runs")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| an empty file",
        "echo hello| neither a script nor a program",
        "#!/no/such/sh| an interpreter that is not there"
      })
  void a_file_that_cannot_be_run_is_an_error_before_anything_runs(
      String content, String why, Scenario test) {
    assertRefused(content + (content.isEmpty() ? "" : "\n"), why, test);
  }

  @DisplayName("A11 line ends of Windows are an error before anything runs")
  @Test
  void line_ends_of_windows_are_an_error_before_anything_runs(Scenario test) throws IOException {
    ProgramResult outcome =
        assertRefused("#!/bin/sh\r\nexit 0\r\n", "an interpreter with CR", test);

    assertThat(outcome.stderr()).contains("CR");
    assertThat(Files.readString(test.dir().resolve("trace"))).isEmpty();
  }

  private static ProgramResult assertRefused(String content, String why, Scenario test) {
    ProgramResult outcome =
        test.cfg("").task("1-a", "").file("tasks.d/2-bad", content, 0755).haltTask("").run();

    outcome.assertExit(78).assertTrace();
    assertThat(outcome.stderr()).as(why).contains("2-bad");
    return outcome;
  }
}
