package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;
import runner.support.Scripts;

/** What a task's time limit ends, whatever the task does, and that a timeout is a retry. */
@ExtendWith(Cases.class)
final class TimeoutTrapsTest {
  private static final String ONE_TRY = "[runner]\nmax_time = 1\nkill_grace = 1\nmax_tries = 1\n";
  private static final String TWO_TRIES =
      "[runner]\nmax_time = 1\nmax_tries = 2\nsleep_time = 0\nretry_jitter = 0\n";
  private static final Duration SOON = Duration.ofSeconds(20);

  @DisplayName("all processes of a task are ended before the halt task runs")
  @ParameterizedTest
  @ValueSource(
      strings = {
        Scripts.WAITS,
        Scripts.IGNORES_TERM,
        Scripts.WAITS_WITH_CHILD,
        Scripts.DOUBLE_FORKS,
        Scripts.STARTS_SESSION,
        Scripts.STARTS_DAEMON,
        Scripts.RESPAWNS,
        Scripts.FORKS_ON
      })
  void everything_a_task_started_is_ended_before_the_halt_task_runs(String body, Scenario test) {
    ProgramResult result = test.cfg(ONE_TRY).task("1-a", body).haltTask("").run();

    result.assertExit(1).assertTrace("task 1-a", "ready", "halt");
    result.assertNoOrphans().assertWithin(SOON);
  }

  @DisplayName("a daemon without environment is ended if a cgroup can be made")
  @Test
  void a_daemon_without_environment_is_ended_where_a_cgroup_may_be_made(Scenario test)
      throws IOException {
    ProgramResult result =
        test.cfg(ONE_TRY).task("1-a", Scripts.STARTS_BARE_DAEMON).haltTask("").run();

    result.assertExit(1).assertTrace("task 1-a", "ready", "halt").assertWithin(SOON);
    assertThat(result.left()).hasSizeLessThanOrEqualTo(cgroupMayBeMade() ? 0 : 1);
  }

  @DisplayName("TERM is sent once, since some programs, such as a runner, hurry at the second")
  @Test
  void term_is_sent_once(Scenario test) {
    String counts =
        "trap 'echo term >> \"$TRACE\"' TERM\necho ready >> \"$TRACE\"\n"
            + "i=0; while [ $i -lt 200 ]; do sleep .1; i=$((i+1)); done\n";
    ProgramResult result =
        test.cfg("[runner]\nmax_time = 1\nkill_grace = 2\nmax_tries = 1\n")
            .task("1-a", counts)
            .run();

    result.assertExit(1).assertTrace("task 1-a", "ready", "term").assertNoOrphans();
  }

  @DisplayName("a process that a task starts to clean up gets no TERM and has the grace")
  @Test
  void a_process_that_cleans_up_gets_no_term(Scenario test) {
    String cleans =
        "trap 'sleep 1 && echo cleaned >> \"$TRACE\"; exit 1' TERM\n"
            + "echo ready >> \"$TRACE\"\nsleep 30 & wait\n";
    ProgramResult result =
        test.cfg("[runner]\nmax_time = 1\nkill_grace = 20\nmax_tries = 1\n")
            .task("1-a", cleans)
            .run();

    result.assertExit(1).assertTrace("task 1-a", "ready", "cleaned").assertNoOrphans();
  }

  @DisplayName(
      "a task that ignores TERM is killed after the grace, and only then the halt task runs")
  @Test
  void a_task_that_ignores_term_is_killed_after_the_grace_and_before_the_halt_task(Scenario test) {
    ProgramResult result =
        test.cfg("[runner]\nmax_time = 1\nkill_grace = 2\nmax_tries = 1\n")
            .task("1-a", "echo $$ > pid\n" + Scripts.IGNORES_TERM)
            .haltTask("kill -0 \"$(cat pid)\" 2>/dev/null && echo alive >> \"$TRACE\"")
            .run();

    result.assertExit(1).assertTrace("task 1-a", "ready", "halt").assertWithin(SOON);
    assertThat(result.wall()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void a_task_that_handles_term_has_the_grace_to_clean_up(Scenario test) {
    String tidies = "trap 'sleep .5; echo tidy >> \"$TRACE\"; exit 0' TERM\nsleep 30 & wait\n";

    ProgramResult result =
        test.cfg("[runner]\nmax_time = 1\nkill_grace = 20\nmax_tries = 1\n")
            .task("1-a", tidies)
            .haltTask("")
            .run();

    result.assertExit(1).assertTrace("task 1-a", "tidy", "halt").assertNoOrphans();
    result.assertWithin(SOON);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 143})
  void a_timeout_is_a_retry_whatever_code_the_task_ends_with(int code, Scenario test) {
    ProgramResult result =
        test.cfg(TWO_TRIES)
            .task("1-a", Scripts.exitsOnTerm(code))
            .task("2-b", "")
            .haltTask("")
            .run();

    result.assertExit(1).assertTrace("task 1-a", "ready", "task 1-a", "ready", "halt");
    result.assertNoOrphans();
  }

  @Test
  void a_background_process_lives_on_after_a_normal_end(Scenario test) {
    ProgramResult result =
        test.cfg("").task("1-a", "sleep 30 > /dev/null 2>&1 &\nexit 0\n").task("2-b", "").run();

    result.assertExit(0).assertTrace("task 1-a", "task 2-b").assertWithin(SOON);
    assertThat(result.left()).as("the process in the background").hasSize(1);
  }

  /** Whether a cgroup of version 2 can be made in that of this process, at any mount point. */
  private static boolean cgroupMayBeMade() throws IOException {
    List<String> own = Files.readAllLines(Path.of("/proc/self/cgroup"));
    String group = own.stream().filter(line -> line.startsWith("0::")).findFirst().orElse("0::/");
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .filter(line -> line.contains(" - cgroup2 "))
        .map(line -> Path.of(line.split(" ", 6)[4] + group.substring(3)))
        .anyMatch(Files::isWritable);
  }
}
