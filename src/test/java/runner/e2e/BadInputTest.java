package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** Any wrong input is reported with file and line before anything runs. */
@ExtendWith(Cases.class)
final class BadInputTest {
  private static ProgramResult refused(Scenario test, int code, String message) {
    ProgramResult result = test.task("1-a", "").haltTask("").run();
    result.assertExit(code).assertTrace();
    assertThat(result.stderr()).contains(message);
    assertThat(result.stdout()).isEmpty();
    return result;
  }

  @Test
  void a_configuration_that_is_missing_is_66(Scenario test) {
    refused(test.args("-c", "@DIR@/no.cfg"), 66, "@DIR@/no.cfg: no such file; name one with");
  }

  @Test
  void a_configuration_that_is_a_directory_is_66(Scenario test) {
    refused(test.directory("d").args("-c", "@DIR@/d"), 66, "@DIR@/d: is not a regular file");
  }

  @Test
  void a_configuration_that_is_a_named_pipe_is_66_without_a_wait(Scenario test)
      throws IOException, InterruptedException {
    String pipe = test.dir().resolve("pipe").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    refused(test.args("-c", "@DIR@/pipe"), 66, "@DIR@/pipe: is not a regular file");
  }

  @Test
  void a_binary_configuration_is_78(Scenario test) {
    byte[] bytes = {'[', 's', ']', '\n', 'a', '=', 0, 1, 2, '\n'};
    refused(test.file("b", bytes).args("-c", "@DIR@/b"), 78, "@DIR@/b:2: the line holds a NUL");
  }

  @Test
  void a_configuration_in_another_encoding_is_78(Scenario test) {
    byte[] latin = "[s]\na = \u00e4\n".getBytes(StandardCharsets.ISO_8859_1);
    refused(test.file("l", latin).args("-c", "@DIR@/l"), 78, "@DIR@/l:2: the line is not UTF-8");
  }

  @DisplayName("a configuration of more than 1 MiB is refused")
  @Test
  void a_huge_configuration_is_78(Scenario test) {
    byte[] huge = new byte[(1 << 20) + 1];
    refused(test.file("h", huge).args("-c", "@DIR@/h"), 78, "@DIR@/h: is larger than 1 MiB");
  }

  @ParameterizedTest
  @CsvSource({
    "sleep_time",
    "retry_jitter",
    "max_tries",
    "max_time",
    "kill_grace",
    "interval",
    "hook_max_time",
    "max_total_time",
    "keep_runs",
    "log_max_size"
  })
  void every_number_is_checked_and_reported_with_file_and_line(String key, Scenario test) {
    String cfg = "[runner]\n" + key + " = NaN\n";
    refused(test.cfg(cfg), 78, "@DIR@/runner.cfg:2: [runner] " + key + ": 'NaN' is not");
  }

  @Test
  void all_mistakes_are_reported_at_once(Scenario test) {
    ProgramResult result =
        refused(
            test.cfg("[runner]\nmax_tries = 0\n[a]\nmax_time = -1\ndepends_on = nobody\n")
                .file("tasks.d/2-b", "x", 0755),
            78,
            "@DIR@/runner.cfg:2: [runner] max_tries: '0' is too small; write at least 1");
    assertThat(result.stderr())
        .contains("@DIR@/runner.cfg:4: [a] max_time: '-1' is not a duration")
        .contains("@DIR@/runner.cfg:5: [a] depends_on: 'nobody' is no task; known are 1-a 2-b")
        .contains("@DIR@/tasks.d/2-b: begins neither with #!");
  }

  @Test
  void a_cycle_is_printed_as_a_chain(Scenario test) {
    test.cfg("[a]\ndepends_on = b\n[b]\ndepends_on = a\n").task("2-b", "");
    refused(test, 78, "the dependencies go in a circle: 1-a -> 2-b -> 1-a");
  }

  @DisplayName("an unknown key in [runner] is a warning that names the nearest one")
  @Test
  void an_unknown_key_is_a_warning_for_the_chain_and_a_problem_for_check(Scenario test) {
    test.cfg("[runner]\nmax_tires = 2\n[a]\nmax_tme = 3\nown = 1\n").task("1-a", "");
    ProgramResult result = test.run();
    result.assertExit(0).assertTrace("task 1-a");
    assertThat(result.stderr())
        .contains("@DIR@/runner.cfg:2: [runner] max_tires: unknown key; did you mean max_tries?")
        .contains("@DIR@/runner.cfg:4: [a] max_tme: ")
        .contains("did you mean max_time?")
        .doesNotContain("[a] own");
    test.args("check").run().assertExit(78).assertTrace();
  }

  @Test
  void a_missing_task_directory_is_66(Scenario test) {
    refused(test.cfg("").args("@DIR@/nowhere"), 66, "@DIR@/nowhere: no such task directory");
  }

  @Test
  void a_task_directory_that_is_a_file_is_66(Scenario test) {
    refused(test.cfg("").args("@DIR@/runner.cfg"), 66, "@DIR@/runner.cfg: not a directory");
  }

  @Test
  void a_call_without_configuration_and_directory_is_a_usage_error(Scenario test) {
    refused(test, 64, "no task directory and no configuration");
  }

  @Test
  void a_configured_halt_task_must_exist(Scenario test) {
    refused(test.cfg("[runner]\nhalt_task = off\n"), 78, "@DIR@/tasks.d/off: does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.5", "", "99999999999", "1e3"})
  void a_wrong_number_of_iterations_is_a_usage_error(String times, Scenario test) {
    ProgramResult result = refused(test.cfg("").args("-n", times), 64, times);
    assertThat(result.stderr()).contains("see runner --help").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "plna, did you mean plan?",
    "--tmies, did you mean --times?",
    "--hlep, did you mean --help?",
    "-x, Unknown option",
    "chek, did you mean check?"
  })
  void a_misspelt_word_is_refused_with_a_suggestion(String typed, String guess, Scenario test) {
    refused(test.cfg("").args(typed), 64, guess);
  }

  @Test
  void an_argument_with_an_at_is_not_read_from_a_file(Scenario test) {
    test.cfg("").file("list", "--version\n").args("@list");
    refused(test, 66, "@list: no such task directory");
  }
}
