package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** Commands that do not load the command model behave as with it. */
@ExtendWith(Cases.class)
final class FastPathsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "-q status",
        "--state-dir=@DIR@/other status",
        "status -v",
        "status --state-dir @DIR@/other"
      })
  void every_form_of_status_prints_the_same(String words, Scenario test) {
    ProgramResult result = test.args(words.split(" ", -1)).run();
    result.assertExit(4);
    assertThat(result.stdout()).startsWith("never ran");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"status --json", "--state-dir @DIR@/other status --json", "status --json -q"})
  void every_form_of_status_as_json_prints_json(String words, Scenario test) {
    ProgramResult result = test.args(words.split(" ", -1)).run();
    result.assertExit(4);
    assertThat(result.stdout()).startsWith("{");
  }

  @Test
  void a_misspelt_command_is_refused_with_a_suggestion(Scenario test) {
    ProgramResult result = test.args("statsu").run();
    result.assertExit(64);
    assertThat(result.stderr()).contains("did you mean status?");
    assertThat(test.args("--help").run().stdout()).contains("schedule      Look at schedules.");
  }
}
