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

/** A task takes all the processes that it and the program may have together. */
@ExtendWith(Cases.class)
final class ProcessLimitTest {
  private static final int MOST = 60;

  /** A bomb, and beside it what fills each place that is free and stays, deaf to TERM. */
  private static final String BOMB =
      """
      trap '' TERM
      f() { f | f & }
      f 2>/dev/null &
      (while :; do sleep 30 & done) 2>/dev/null &
      exec sleep 30
      """;

  /** Threads come late, so that one that is wanted after the task has begun comes too late. */
  private static final String SLOWLY =
      "exec strace -f -qq -e signal=none -e trace=clone3 -o /dev/null"
          + " -e inject=clone3:delay_enter=100000 ";

  @DisplayName("A5 a fork bomb at the limit of processes is ended in time, and the next task runs")
  @ParameterizedTest(name = "the program may make a control group: {0}")
  @ValueSource(booleans = {true, false})
  void a_fork_bomb_in_a_pids_cgroup(boolean mayMakeGroups, Scenario test) throws Exception {
    Staging.needsRoot("unshare -m");
    Optional<PidsGroup> made = PidsGroup.of(MOST);
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
                  enters + hides + SLOWLY + "\"$@\"",
                  "sh",
                  System.getProperty("java.home") + "/bin/java"));

      ProgramResult outcome = test.run();

      outcome.assertExit(0).assertTrace("task 1-a", "task 2-b").assertNoOrphans();
      outcome.assertWithin(Duration.ofSeconds(20));
      assertThat(outcome.stderr()).contains("timed out");
      assertThat(group.refused()).isPositive();
    }
  }
}
