package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.Program;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** A task uses up the processes that it and the program may have together. */
@ExtendWith(Cases.class)
final class ProcessLimitTest {
  private static final int LIMIT = 60;

  /** A fork bomb, and a loop that starts processes which ignore TERM and stay. */
  private static final String BOMB =
      """
      trap '' TERM
      f() { f | f & }
      f 2>/dev/null &
      (while :; do sleep 30 & done) 2>/dev/null &
      exec sleep 30
      """;

  /** Delays each new thread, so that a thread requested after the start of the task is too late. */
  private static final String DELAYS_THREADS =
      "exec strace -f -qq -e signal=none -e trace=clone3 -o /dev/null"
          + " -e inject=clone3:delay_enter=100000 ";

  @DisplayName("a fork bomb at the limit of processes is ended in time, and the next task runs")
  @ParameterizedTest(name = "the program may make a control group: {0}")
  @ValueSource(booleans = {true, false})
  void a_fork_bomb_in_a_pids_cgroup(boolean mayMakeGroups, Scenario test) throws Exception {
    CaseShell.needsRoot("unshare -m");
    Optional<PidsGroup> made = PidsGroup.of(LIMIT);
    assumeTrue(made.isPresent(), "needs a control group that may limit processes");
    try (PidsGroup group = made.get()) {
      String enters = "echo $$ > " + group.path() + "/cgroup.procs; ";
      String hides = mayMakeGroups ? "" : "umount -l $(findmnt -nro TARGET -t cgroup2); ";
      test.cfg("[runner]\nmax_tries = 1\nmax_time = 2\nkill_grace = 1\n[a]\nallow_failure = yes\n")
          .task("1-a", BOMB)
          .task("2-b", "")
          .program(
              Program.onJava(
                  test.dir(),
                  "unshare",
                  "-m",
                  "sh",
                  "-c",
                  enters + hides + DELAYS_THREADS + "\"$@\"",
                  "sh",
                  System.getProperty("java.home") + "/bin/java"));

      ProgramResult result = test.run();

      result.assertExit(0).assertTrace("task 1-a", "task 2-b").assertNoOrphans();
      result.assertWithin(Duration.ofSeconds(20));
      assertThat(result.stderr()).contains("timed out");
      assertThat(group.refused()).isPositive();
    }
  }
}
