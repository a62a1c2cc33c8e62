package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/** The success of a once task is recorded across runs, passes and crashes. */
@ExtendWith(Cases.class)
final class FrequencyTest {
  private static final String ONCE =
      "[runner]\nmax_tries = 2\nsleep_time = 0\nretry_jitter = 0\n[once]\nfrequency = once\n";
  private static final String WAITS_FIRST =
      "[ -e been ] && exit 0\n: > been\necho ready >> \"$TRACE\"\nsleep 30\n";

  @Test
  @DisplayName("a crash between the success of a once task and the next start repeats nothing")
  void a_crash_after_a_success_repeats_nothing(Scenario test) {
    test.cfg(ONCE).task("1-once", "").task("2-wait", WAITS_FIRST).signalWhen("ready", "KILL");

    test.run().assertTrace("task 1-once", "task 2-wait", "ready");
    test.run().assertExit(0).assertTrace("task 2-wait");
  }

  @Test
  void a_second_pass_skips_a_once_task_that_succeeded(Scenario test) {
    String failsOnce = "[ -e been ] && exit 0\n: > been\nexit 1\n";

    test.cfg(ONCE).task("1-once", "").task("2-b", failsOnce).run().assertExit(0);
    assertThat(test.dir().resolve("been")).exists();
    test.run().assertExit(0).assertTrace("task 2-b");
  }

  @Test
  void a_reset_makes_a_once_task_run_again(Scenario test) {
    test.cfg(ONCE).task("1-once", "").run().assertExit(0).assertTrace("task 1-once");
    test.run().assertExit(0).assertTrace();

    assertThat(test.args("reset", "--yes", "1-once").run().assertExit(0).stdout())
        .isEqualTo("forgotten: 1\n");
    test.run().assertExit(1).assertTrace();
  }

  @Test
  void a_variable_of_one_task_reaches_no_other(Scenario test) {
    String tells = "echo \"X=$X\" >> \"$TRACE\"\n";

    test.cfg("[env]\nX = all\n[env a]\nX = mine\n")
        .task("1-a", tells)
        .task("2-b", tells)
        .run()
        .assertExit(0)
        .assertTrace("task 1-a", "X=mine", "task 2-b", "X=all");
  }
}
