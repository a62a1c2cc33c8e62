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

/** Details of the contract with tasks that a library's default would break. */
@ExtendWith(Cases.class)
final class ContractTrapsTest {
  private static final String TWO_TRIES =
      "[runner]\nmax_tries = 2\nsleep_time = 0\nretry_jitter = 0\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-it's \"b\"",
        "2-$(touch pwned)`touch pwned`'$(touch pwned)'",
        "3-a;b|c&d",
        "4--rf",
        "5-täsk-日本"
      })
  void a_hook_gets_any_task_name_in_one_json_argument(String name, Scenario test)
      throws IOException {
    ProgramResult result =
        test.cfg("[runner]\ntask_hook = @DIR@/hook --flag\n")
            .script("hook", "echo \"$#\" >> count; printf %s \"$2\" > argument")
            .task(name, "")
            .run();

    result.assertExit(0).assertTrace("task " + name);
    JsonNode argument = new ObjectMapper().readTree(test.dir().resolve("argument").toFile());
    assertThat(argument.get("task").asText()).isEqualTo(name);
    assertThat(argument.get("result").asText()).isEqualTo("OK");
    assertThat(test.dir().resolve("count")).hasContent("2\n2\n");
    assertThat(test.dir().resolve("pwned")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 127, 128, 137, 143, 255, 300})
  void any_other_code_is_a_retry(int code, Scenario test) {
    ProgramResult result = test.cfg(TWO_TRIES).task("1-a", Scripts.exits(code)).haltTask("").run();

    result.assertExit(1).assertTrace("task 1-a", "task 1-a", "halt");
  }

  @ParameterizedTest
  @CsvSource({"KILL, 137", "SEGV, 139", "TERM, 143", "HUP, 129"})
  void death_by_a_signal_is_a_retry(String signal, int code, Scenario test) {
    ProgramResult result =
        test.cfg(TWO_TRIES).task("1-a", Scripts.diesBy(signal)).haltTask("").run();

    result.assertExit(1).assertTrace("task 1-a", "task 1-a", "halt");
    // For Java an exit with that code is the same, hence the question mark.
    assertThat(result.stderr()).contains("exit code %d (signal %d?)".formatted(code, code - 128));
  }

  @DisplayName("a task reads from /dev/null, whatever the program's stdin is")
  @Test
  void a_task_reads_from_dev_null_whatever_the_stdin_of_the_program(Scenario test) {
    String body = "readlink /proc/$$/fd/0 >> \"$TRACE\"; cat >> \"$TRACE\"";

    test.cfg("").task("1-a", body).run().assertExit(0).assertTrace("task 1-a", "/dev/null");
  }

  @Test
  void a_program_started_with_closed_streams_works_and_so_do_its_tasks(Scenario test) {
    String body =
        "for fd in 0 1 2; do [ -e /proc/$$/fd/$fd ] || echo closed $fd >> \"$TRACE\"; done";

    test.cfg("").task("1-a", body).closing(0, 1, 2).run().assertExit(0).assertTrace("task 1-a");
  }

  /**
   * A JVM before 20 blocks SIGQUIT in its children, and so in daemons that tasks start and that
   * SIGQUIT should end. The C library uses signals 32 and 33, so these are not checked.
   */
  @Test
  void a_task_has_default_signals_umask_022_and_no_further_open_files(Scenario test) {
    String body =
        """
        mask() { sed -n "s/^$1:[^0-9a-f]*//p" /proc/$$/status; }
        echo "ignored $((0x$(mask SigIgn) & 0x7fffffff))" >> "$TRACE"
        echo "blocked $((0x$(mask SigBlk) & 0x7fffffff))" >> "$TRACE"
        echo "umask $(umask)" >> "$TRACE"
        sh -c 'ls /proc/$$/fd; :' > fds
        """;
    ProgramResult result = test.cfg("").task("1-a", body).run();

    result.assertExit(0).assertTrace("task 1-a", "ignored 0", "blocked 0", "umask 0022");
    assertThat(test.dir().resolve("fds")).hasContent("0\n1\n2\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| an empty file",
        "echo hello| neither a script nor a program",
        "#!/no/such/sh| a missing interpreter"
      })
  void a_file_that_cannot_be_run_is_an_error_before_anything_runs(
      String content, String why, Scenario test) {
    assertRefused(content + (content.isEmpty() ? "" : "\n"), why, test);
  }

  @Test
  void line_ends_of_windows_are_an_error_before_anything_runs(Scenario test) throws IOException {
    ProgramResult result = assertRefused("#!/bin/sh\r\nexit 0\r\n", "an interpreter with CR", test);

    assertThat(result.stderr()).contains("CR");
    assertThat(Files.readString(test.dir().resolve("trace"))).isEmpty();
  }

  private static ProgramResult assertRefused(String content, String why, Scenario test) {
    ProgramResult result =
        test.cfg("").task("1-a", "").file("tasks.d/2-bad", content, 0755).haltTask("").run();

    result.assertExit(78).assertTrace();
    assertThat(result.stderr()).as(why).contains("2-bad");
    return result;
  }
}
