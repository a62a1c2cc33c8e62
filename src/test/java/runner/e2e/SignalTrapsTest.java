package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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

/** A signal to the program ends all processes of the task, and nothing else follows. */
@ExtendWith(Cases.class)
final class SignalTrapsTest {
  private static final String HOOK = "task_hook = @DIR@/hook\n";
  private static final String SHORT_GRACE = "[runner]\nkill_grace = 1\n" + HOOK;
  private static final String TRACES_HOOK = "echo hook >> \"$TRACE\"";

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void a_signal_ends_the_program_with_128_and_its_number(String name, int code, Scenario test) {
    ProgramResult result =
        test.cfg("[runner]\n" + HOOK)
            .script("hook", TRACES_HOOK)
            .task("1-a", Scripts.WAITS)
            .task("2-b", "")
            .haltTask("")
            .signalWhen("ready", name)
            .run();

    result.assertExit(code).assertTrace("hook", "task 1-a", "ready").assertNoOrphans();
    result.assertWithin(Duration.ofSeconds(20));
  }

  @DisplayName("TERM leaves no orphan and takes no longer than the grace and a second")
  @ParameterizedTest
  @ValueSource(
      strings = {
        Scripts.IGNORES_TERM,
        Scripts.WAITS_WITH_CHILD,
        Scripts.DOUBLE_FORKS,
        Scripts.STARTS_SESSION,
        Scripts.STARTS_DAEMON,
        Scripts.RESPAWNS,
        Scripts.FORKS_ON
      })
  void sigterm_leaves_no_orphan_and_takes_no_longer_than_the_grace_and_a_second(
      String body, Scenario test) {
    ProgramResult result =
        test.cfg(SHORT_GRACE)
            .script("hook", TRACES_HOOK)
            .task("1-a", body)
            .haltTask("")
            .signalWhen("ready", "TERM")
            .run();

    result.assertExit(143).assertTrace("hook", "task 1-a", "ready").assertNoOrphans();
    result.assertWithin(Duration.ofSeconds(20));
  }

  @Test
  void a_signal_ends_the_wait_between_tries_at_once(Scenario test) {
    ProgramResult result =
        test.cfg("[runner]\nsleep_time = 600\nretry_jitter = 0\n")
            .task("1-a", Scripts.exits(1))
            .haltTask("")
            .signalOnStderr("begins in", "TERM")
            .run();

    result.assertExit(143).assertTrace("task 1-a").assertNoOrphans();
    result.assertWithin(Duration.ofSeconds(20));
  }

  @Test
  void a_running_halt_task_is_not_cut_short(Scenario test) {
    ProgramResult result =
        test.cfg("[runner]\nkill_grace = 1\n")
            .task("1-a", Scripts.exits(2))
            .haltTask("sleep 3\necho halted >> \"$TRACE\"")
            .signalWhen("halt", "TERM")
            .run();

    result.assertTrace("task 1-a", "halt", "halted").assertNoOrphans();
    assertThat(result.exit()).isIn(1, 143);
  }
}
