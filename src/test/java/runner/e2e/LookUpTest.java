package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** All forms of the look-up, called from tasks, hooks and the halt task. */
@ExtendWith(Cases.class)
final class LookUpTest {
  private static final String CFG = "[hg]\nremote = a  b\nempty =\nlines = 1\n  2\n[a]\nb.c = d\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-g hg.remote",
        "-ghg.remote",
        "--get hg.remote",
        "--get=hg.remote",
        "-v -g hg.remote",
        "-g hg.remote --default x",
        "--default=x -g hg.remote",
        "-q --get hg.remote --default=x",
        "-g a.b -g hg.remote",
        "-g=hg.remote"
      })
  void all_forms_give_the_same_answer(String words, Scenario test) {
    ProgramResult result = test.cfg(CFG).args(words.split(" ", -1)).run();
    result.assertExit(0);
    assertThat(result.stdout()).isEqualTo("a  b\n");
    assertThat(result.stderr()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-g hg.none", "--get=hg.none", "-g no.key", "-v -g hg.none", "-g .", "-g hg."})
  void a_missing_key_is_1_without_output(String words, Scenario test) {
    ProgramResult result = test.cfg(CFG).args(words.split(" ", -1)).run();
    result.assertExit(1);
    assertThat(result.stdout()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-g hg.none --default x", "--default=x --get=hg.none", "-v -g x.y --default x"})
  void a_missing_key_has_its_default(String words, Scenario test) {
    ProgramResult result = test.cfg(CFG).args(words.split(" ", -1)).run();
    result.assertExit(0);
    assertThat(result.stdout()).isEqualTo("x\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-g", "--get", "-g hg", "-v -g hg", "-g hg.remote --default", "--get=hg"})
  void a_word_that_is_no_key_is_a_usage_error(String words, Scenario test) {
    ProgramResult result = test.cfg(CFG).args(words.split(" ", -1)).run();
    result.assertExit(64);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr()).isNotEmpty().doesNotContain("\tat ");
  }

  @Test
  void values_are_raw_and_the_first_dot_divides(Scenario test) {
    test.cfg(CFG).args("-g", "a.b.c");
    assertThat(test.run().stdout()).isEqualTo("d\n");
    assertThat(test.args("-g", "hg.lines").run().stdout()).isEqualTo("1\n2\n");
    assertThat(test.args("-g", "hg.empty", "--default", "x").run().stdout()).isEqualTo("\n");
  }

  @Test
  void it_works_in_tasks_hooks_and_the_halt_task_in_any_directory(Scenario test) {
    String ask = "echo \"$($RUNNER_CONFIG_CMD -g hg.remote) $0\" >> \"$TRACE\"";
    test.file(
            "it's \"here\"/$x y/runner.cfg",
            CFG + "[runner]\ntask_hook = @DIR@/hook\nmax_tries=1\n")
        .script("hook", "echo \"hook $($RUNNER_CONFIG_CMD -g a.b.c)\" >> \"$TRACE\"")
        .script("t/1-a", "cd / && " + ask.replace("$0", "cd"))
        .script(
            "t/2-b", "x=$(env -i $RUNNER_CONFIG_CMD -g hg.remote); echo \"$x bare\" >> \"$TRACE\"")
        .script("t/3-c", "exit 2")
        .script("t/halt.sh", ask.replace("$0", "halt"))
        .args("-c", "it's \"here\"/$x y/runner.cfg", "@DIR@/t");
    ProgramResult result = test.run();
    result.assertExit(1);
    assertThat(result.trace())
        .containsExactly(
            "hook d",
            "a  b cd",
            "hook d",
            "hook d",
            "a  b bare",
            "hook d",
            "hook d",
            "hook d",
            "a  b halt");
  }

  @Test
  void a_value_an_earlier_task_wrote_is_seen(Scenario test) {
    test.cfg("")
        .task("1-a", "printf '[late]\\nkey = new\\n' > @DIR@/runner.cfg")
        .task("2-b", "$RUNNER_CONFIG_CMD -g late.key >> \"$TRACE\"")
        .run()
        .assertExit(0)
        .assertTrace("task 1-a", "task 2-b", "new");
  }
}
