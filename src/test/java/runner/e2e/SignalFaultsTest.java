package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.Program;
import runner.support.ProgramResult;
import runner.support.Scenario;
import runner.support.Scripts;

/** Signals in unusual phases. */
@ExtendWith(Cases.class)
final class SignalFaultsTest {
  private static final int STEPS = Integer.getInteger("runner.spawnSweep", 6);

  @DisplayName("a signal during a hook ends the hook, and no task follows")
  @ParameterizedTest
  @ValueSource(strings = {"before", "after"})
  void a_signal_during_a_hook(String when, Scenario test) {
    String waits =
        when.equals("before")
            ? Scripts.WAITS
            : "case $1 in *result*) echo ready >> \"$TRACE\"; sleep 30 ;; esac";
    ProgramResult result =
        test.cfg("[runner]\ntask_hook = @DIR@/hook\nkill_grace = 1\n")
            .script("hook", waits)
            .task("1-a", "")
            .task("2-b", "")
            .haltTask("")
            .signalWhen("ready", "TERM")
            .run();

    result.assertExit(143).assertNoOrphans().assertWithin(Duration.ofSeconds(20));
    assertThat(result.trace()).doesNotContain("task 2-b", "halt");
  }

  @DisplayName("a signal during the wait for the lock ends the wait")
  @Test
  void a_signal_during_the_lock_wait(Scenario test) {
    String second =
        "PROGRAM=$PROGRAM_PID; export PROGRAM\n"
            + "(sleep 1; kill -TERM $(cat waiting)) &\n"
            + "sh -c 'echo $$ > waiting; exec $RUNNER_CONFIG_CMD --wait-lock tasks.d'\n"
            + "echo \"code $?\" >> \"$TRACE\"\n";

    ProgramResult result = test.cfg("").task("1-a", second).run();

    result.assertExit(0).assertTrace("task 1-a", "code 143");
  }

  @DisplayName("a second signal, of any kind, escalates to KILL at once")
  @ParameterizedTest
  @CsvSource({"TERM, TERM, 143", "TERM, INT, 143", "INT, HUP, 130"})
  void a_second_signal_kills(String first, String second, int code, Scenario test) {
    String signals =
        "trap 'kill -%s $PROGRAM_PID' TERM\nkill -%s $PROGRAM_PID\nsleep 30 & wait\nsleep 30"
            .formatted(second, first);

    ProgramResult result = test.cfg("[runner]\nkill_grace = 25\n").task("1-a", signals).run();

    result.assertExit(code).assertNoOrphans().assertWithin(Duration.ofSeconds(20));
  }

  @DisplayName("a hundred signals end the program once")
  @Test
  void a_hundred_signals(Scenario test) throws Exception {
    // The kernel merges pending signals. The task sends more when it gets TERM from the program.
    String storm =
        "storm() { i=0; while [ $i -lt 50 ]; do kill -TERM $PROGRAM_PID; i=$((i+1)); done; }\n"
            + "trap storm TERM\nstorm\nsleep 30 & wait\nsleep 30";
    ProgramResult result =
        test.cfg("[runner]\nkill_grace = 25\n").task("1-a", storm).haltTask("").run();

    result.assertExit(143).assertTrace("task 1-a").assertNoOrphans();
    result.assertWithin(Duration.ofSeconds(20));
    String ends = "cat .state/runs/*/journal | grep -c '\"run-finished\".*\"interrupted\"'";
    assertThat(new CaseShell(test).run(ends).output()).isEqualTo("1\n");
  }

  @DisplayName("tasks have default signals and UTF-8 names run, also under nohup and without LANG")
  @Test
  void signals_that_the_caller_ignores_are_not_ignored_in_tasks(Scenario test) {
    String java = System.getProperty("java.home") + "/bin/java";
    // The C library uses signals 32 and 33.
    String ignored =
        "mask=$(sed -n 's/^SigIgn:[^0-9a-f]*//p' /proc/$$/status)\n"
            + "echo $((0x$mask & 0x7fffffff)) >> \"$TRACE\"";
    test.cfg("").task("1-t\u00e4sk", ignored);
    test.program(
        Program.onJava(test.dir(), "env", "-u", "LANG", "--ignore-signal=HUP,INT,PIPE,QUIT", java));

    test.run().assertExit(0).assertTrace("task 1-t\u00e4sk", "0");
  }

  @DisplayName("a signal around the start of a task leaves no process")
  @Test
  void a_signal_in_the_spawn_window(Scenario test) {
    test.cfg("[runner]\nkill_grace = 1\ntask_hook = @DIR@/hook\n")
        .script("hook", "d=$(cat delay); (sleep $d; kill -TERM $PROGRAM_PID) > /dev/null 2>&1 &")
        .task("1-a", "exec sleep 30")
        .haltTask("");

    for (int step = 0; step < STEPS; step++) {
      test.file("delay", "0.%03d".formatted(step * 5 * 60 / STEPS));
      ProgramResult result = test.run();
      result.assertExit(143);
      assertThat(result.trace()).isIn(List.of(), List.of("task 1-a"));
      assertThat(result.left()).noneMatch(one -> one.contains("sleep 30"));
    }
  }
}
