package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;
import runner.support.Scripts;

/** What limits cover, and what had ended before a limit was over. */
@ExtendWith(Cases.class)
final class LimitTrapsTest {
  private static final String ONE_TRY = "[runner]\nmax_tries = 1\nkill_grace = 1\n";

  @ParameterizedTest
  @ValueSource(ints = {0, 120})
  void a_hook_is_ended_when_the_time_of_the_iteration_is_over(int own, Scenario test) {
    ProgramResult result =
        test.cfg(
                ONE_TRY
                    + "max_total_time = 2\ntask_hook = @DIR@/hook\nhook_max_time = "
                    + own
                    + "\n")
            .script("hook", "echo hook >> \"$TRACE\"\nsleep 100")
            .task("1-a", "")
            .haltTask("")
            .run();

    // Neither the task nor a second hook begins after that time; the halt task has its own.
    result.assertExit(1).assertTrace("hook", "halt").assertNoOrphans();
    result.assertWithin(Duration.ofSeconds(20));
    assertThat(result.stderr())
        .contains("1-a (try 1 of 1): not started: max_total_time 2 s of [runner]")
        .contains("hook @DIR@/hook for 1-a: timed out: max_total_time 2 s of [runner]")
        .contains("hook @DIR@/hook for 1-a: not started: max_total_time 2 s of [runner]");
  }

  @Test
  void a_task_is_not_started_if_its_condition_used_the_time_up(Scenario test) {
    ProgramResult result =
        test.cfg(ONE_TRY + "max_total_time = 2\n[1-a]\nonly_if = sleep 100\n")
            .task("1-a", "")
            .task("2-b", "")
            .haltTask("")
            .run();

    result.assertExit(1).assertTrace("halt").assertNoOrphans();
    result.assertWithin(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"task", "only_if", "hook", "halt"})
  void what_ended_while_the_runner_was_stopped_has_not_timed_out(String what, Scenario test)
      throws Exception {
    String ends =
        "touch $0.runs; until [ -e go ]; do sleep .05; done\ntouch ended; exec sleep .2\n";
    String cfg =
        ONE_TRY
            + "max_time = 2\nhook_max_time = 2\n"
            + (what.equals("hook") ? "task_hook = @DIR@/hook\n" : "")
            + (what.equals("only_if") ? "[1-a]\nonly_if = @DIR@/only_if\n" : "");
    test.cfg(cfg).script("hook", ends).script("only_if", ends);
    test.task("1-a", what.equals("task") ? ends : what.equals("halt") ? Scripts.exits(2) : "");
    test.haltTask(what.equals("halt") ? ends : "");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                "for i in 1 2 3 4; do rm -f go ended *.runs tasks.d/*.runs; $R 2>err & r=$!\n"
                    + "until ls *.runs tasks.d/*.runs >ls 2>&1 || [ -s ls ] && grep -q runs$ ls;"
                    + " do sleep .05; done\n"
                    + "kill -STOP $r; touch go; sleep 2.5; kill -CONT $r; wait $r; cat err; done");
    assertThat(result.output()).doesNotContain("timed out");
  }

  @Test
  void a_limit_is_kept_in_a_pid_namespace_without_a_proc_of_its_own(Scenario test)
      throws Exception {
    CaseShell.needsRoot("unshare -p --fork");
    test.cfg(ONE_TRY + "max_time = 1\nhalt_task =\n").task("1-a", Scripts.WAITS_WITH_CHILD);
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                "b=$(date +%s%N); unshare -p --fork $R; echo exit $?\n"
                    + "[ $(($(date +%s%N) - b)) -lt 5000000000 ] && echo soon; $P status");
    // The launcher of the tests looks for its streams in /proc, so what is said goes nowhere.
    assertThat(result.output()).contains("timed out: max_time 1 s", "exit 1\nsoon\n");
  }
}
