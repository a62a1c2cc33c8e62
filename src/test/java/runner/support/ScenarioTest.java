package runner.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The harness itself, with sh in place of the program: it must see what it is there to see. */
@ExtendWith(Cases.class)
final class ScenarioTest {
  private static Scenario sh(Scenario test, String body) {
    return test.program(Path.of("/bin/sh")).args("-c", body);
  }

  @Test
  void an_outcome_holds_exit_code_output_and_trace(Scenario test) {
    ProgramResult outcome =
        sh(test, "pwd; echo err >&2; echo @DIR@/x >> \"$TRACE\"; cat; umask >&2; exit 7").run();

    outcome.assertExit(7).assertTrace("@DIR@/x").assertNoOrphans();
    assertThat(outcome.stdout()).isEqualTo("@DIR@\ntyped on stdin\n");
    assertThat(outcome.stderr()).startsWith("err\n");
  }

  @Test
  void a_run_over_its_limit_fails_shows_stderr_and_leaves_nothing(Scenario test) {
    sh(test, "echo why >&2; sleep 30 & sleep 30").limit(Duration.ofMillis(500));

    assertThatThrownBy(test::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not finished within PT0.5S")
        .hasMessageContaining("stderr: why");
    assertThat(test.caseDir().marked().alive()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "HUP", "TERM"})
  void a_signal_is_sent_when_the_line_appears_and_is_at_its_default(String name, Scenario test) {
    String body = "trap 'exit 9' " + name + "; echo ready >> \"$TRACE\"; sleep 30 & wait";
    ProgramResult outcome = sh(test, body).signalWhen("ready", name).run();

    outcome.assertExit(9).assertWithin(Duration.ofSeconds(20));
    assertThat(outcome.afterSignal()).isPresent();
  }

  @Test
  void a_line_that_never_comes_sends_no_signal(Scenario test) {
    ProgramResult outcome = sh(test, "exit 0").signalWhen("ready", "TERM").run();

    outcome.assertExit(0);
    assertThat(outcome.afterSignal()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep 30 & exit 0",
        "(setsid sleep 30 &); exit 0",
        "(setsid env -i sleep 30 &); exit 0",
        "cd / && (setsid sleep 30 &); exit 0"
      })
  void a_process_left_behind_is_an_orphan(String body, Scenario test) {
    ProgramResult outcome = sh(test, body).run();

    assertThatThrownBy(outcome::assertNoOrphans).hasMessageContaining("sleep 30");
    assertThat(outcome.left()).hasSize(1);
  }

  @Test
  void closing_a_case_ends_its_processes_and_removes_its_folder() {
    Scenario test = new Scenario();
    ProgramResult outcome = sh(test, "trap '' TERM; setsid sleep 30 & exit 0").run();
    assertThat(outcome.left()).hasSize(1);

    test.close();

    assertThat(outcome.left()).isEmpty();
    assertThat(outcome.dir()).doesNotExist();
  }

  @Test
  void settling_waits_for_the_last_process_and_no_longer(Scenario test) throws Exception {
    ProgramResult outcome = sh(test, "(sleep .5; echo late >> \"$TRACE\") & exit 0").run();

    outcome.assertTrace();
    long begun = System.nanoTime();
    assertThat(outcome.settled(Duration.ofSeconds(20))).containsExactly("late");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void a_run_that_never_ends_is_stopped_after_so_many_lines(Scenario test) {
    ProgramResult outcome = sh(test, "while :; do echo x >> \"$TRACE\"; done").stopAfter(3).run();

    assertThat(outcome.stopped()).isTrue();
    outcome.assertExit(137).assertTrace("x", "x", "x").assertNoOrphans();
  }

  @Test
  void streams_can_be_closed_from_the_start(Scenario test) {
    String body = "for fd in 0 1 2; do [ -e /proc/$$/fd/$fd ] || echo $fd >> \"$TRACE\"; done";

    sh(test, body).closing(0, 2).run().assertTrace("0", "2");
  }

  @Test
  void the_launcher_is_executable_and_names_itself_whatever_its_path_holds() {
    assertThat(Program.launcher()).isExecutable();
    assertThat(Program.script(Path.of("/it's here/runner")))
        .contains(" '-Drunner.launcher=/it'\\''s here/runner' ");
  }
}
