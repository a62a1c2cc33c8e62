package runner.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@link Scenario} itself, with sh in place of the program. */
@ExtendWith(Cases.class)
final class ScenarioTest {
  private static Scenario sh(Scenario test, String body) {
    return test.program(Path.of("/bin/sh")).args("-c", body);
  }

  @Test
  void a_result_has_exit_code_output_and_trace(Scenario test) {
    ProgramResult result =
        sh(test, "pwd; echo err >&2; echo @DIR@/x >> \"$TRACE\"; cat; umask >&2; exit 7").run();

    result.assertExit(7).assertTrace("@DIR@/x").assertNoOrphans();
    assertThat(result.stdout()).isEqualTo("@DIR@\ntyped on stdin\n");
    assertThat(result.stderr()).startsWith("err\n");
  }

  @Test
  void a_run_over_its_limit_fails_with_stderr_and_its_processes_are_ended(Scenario test) {
    sh(test, "echo why >&2; sleep 30 & sleep 30").limit(Duration.ofMillis(500));

    assertThatThrownBy(test::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not finished within PT0.5S")
        .hasMessageContaining("stderr: why");
    assertThat(test.caseDir().processes().alive()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "HUP", "TERM"})
  void a_signal_is_sent_when_the_line_appears_and_has_its_default_action(
      String name, Scenario test) {
    String body = "trap 'exit 9' " + name + "; echo ready >> \"$TRACE\"; sleep 30 & wait";
    ProgramResult result = sh(test, body).signalWhen("ready", name).run();

    result.assertExit(9).assertWithin(Duration.ofSeconds(20));
    assertThat(result.afterSignal()).isPresent();
  }

  @Test
  void without_the_line_no_signal_is_sent(Scenario test) {
    ProgramResult result = sh(test, "exit 0").signalWhen("ready", "TERM").run();

    result.assertExit(0);
    assertThat(result.afterSignal()).isEmpty();
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
    ProgramResult result = sh(test, body).run();

    assertThatThrownBy(result::assertNoOrphans).hasMessageContaining("sleep 30");
    assertThat(result.left()).hasSize(1);
  }

  @Test
  void close_ends_the_processes_of_the_case_and_removes_its_directory() {
    Scenario test = new Scenario();
    ProgramResult result = sh(test, "trap '' TERM; setsid sleep 30 & exit 0").run();
    assertThat(result.left()).hasSize(1);

    test.close();

    assertThat(result.left()).isEmpty();
    assertThat(result.dir()).doesNotExist();
  }

  @Test
  void settled_waits_until_the_last_process_ends_and_no_longer(Scenario test) throws Exception {
    ProgramResult result = sh(test, "(sleep .5; echo late >> \"$TRACE\") & exit 0").run();

    result.assertTrace();
    long begun = System.nanoTime();
    assertThat(result.settled(Duration.ofSeconds(20))).containsExactly("late");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void an_endless_run_is_stopped_after_a_number_of_lines(Scenario test) {
    ProgramResult result = sh(test, "while :; do echo x >> \"$TRACE\"; done").stopAfter(3).run();

    assertThat(result.stopped()).isTrue();
    result.assertExit(137).assertTrace("x", "x", "x").assertNoOrphans();
  }

  @Test
  void streams_can_be_closed_before_the_start(Scenario test) {
    String body = "for fd in 0 1 2; do [ -e /proc/$$/fd/$fd ] || echo $fd >> \"$TRACE\"; done";

    sh(test, body).closing(0, 2).run().assertTrace("0", "2");
  }

  @Test
  void the_launcher_is_executable_and_quotes_its_own_path() {
    assertThat(Program.launcher()).isExecutable();
    assertThat(Program.script(Path.of("/it's here/runner")))
        .contains(" '-Drunner.launcher=/it'\\''s here/runner' ");
  }
}
