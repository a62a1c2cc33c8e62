package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** What is answered without the command model is answered as with it. */
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
  void every_form_of_status_says_the_same(String words, Scenario test) {
    ProgramResult outcome = test.args(words.split(" ", -1)).run();
    outcome.assertExit(4);
    assertThat(outcome.stdout()).startsWith("never ran");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"status --json", "--state-dir @DIR@/other status --json", "status --json -q"})
  void so_does_every_form_in_json(String words, Scenario test) {
    ProgramResult outcome = test.args(words.split(" ", -1)).run();
    outcome.assertExit(4);
    assertThat(outcome.stdout()).startsWith("{");
  }

  @Test
  void a_command_that_is_not_made_ready_is_still_known(Scenario test) {
    ProgramResult outcome = test.args("statsu").run();
    outcome.assertExit(64);
    assertThat(outcome.stderr()).contains("did you mean status?");
    assertThat(test.args("--help").run().stdout()).contains("schedule      Look at schedules.");
  }
}
