package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** After a crash the next start knows what happened, and two copies of a task never run at once. */
@ExtendWith(Cases.class)
final class CrashTest {
  private static final String CFG = "[runner]\nmax_tries = 1\nkill_grace = 1\n";

  /** Waits at its first start; succeeds at once at the second. */
  private static final String WAITS_ONCE =
      """
      [ ! -e once ] || exit 0
      touch once
      trap 'echo gone >> "$TRACE"; exit' TERM
      echo $$ > pid
      echo ready >> "$TRACE"
      sleep 40 & wait
      """;

  private static final String AWAIT_READY = "until grep -q ready trace; do sleep .05; done\n";

  @Test
  @DisplayName("the processes of a killed runner are ended before its task starts again")
  void processes_of_a_killed_runner_are_ended_before_the_chain_begins(Scenario test)
      throws Exception {
    test.cfg(CFG).task("1-a", WAITS_ONCE).signalWhen("ready", "KILL");
    ProgramResult killed = test.run();
    assertThat(killed.exit()).isEqualTo(137);
    assertThat(killed.left()).isNotEmpty();
    CaseShell.Result status = new CaseShell(test).run("$P status");
    assertThat(status.output()).contains("interrupted", "1-a", "its runner died");
    assertThat(status.exit()).isEqualTo(1);

    ProgramResult next = test.run().assertExit(0).assertTrace("gone", "task 1-a").assertNoOrphans();
    assertThat(next.stderr()).contains("was interrupted during 1-a", "that a dead runner left");
    assertThat(new CaseShell(test).run("$P status").exit()).isEqualTo(0);
  }

  @Test
  @DisplayName("a process that got the pid of an ended one is not touched")
  void a_process_with_a_reused_pid_is_not_touched(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS_ONCE);
    CaseShell.Result result =
        new CaseShell(test)
            .runInPidNamespace(
                "touch trace; $R & r=$!\n"
                    + AWAIT_READY
                    + "kill -9 $r; read pid <pid; kill -9 -$pid; wait $r\n"
                    + "while kill -0 $pid 2>/dev/null; do :; done\n"
                    + "for try in 1 2 3 4 5 6 7 8 9; do\n"
                    + "echo $((pid - 1)) >/proc/sys/kernel/ns_last_pid; setsid sleep 40 & canary=$!\n"
                    + "[ $canary = $pid ] && break; kill $canary; done\n"
                    + "[ $canary = $pid ] || exit 99\n"
                    + "$R || exit 98\nkill -0 $canary && echo canary lives\nkill $canary\n");
    assertThat(result.output()).contains("was interrupted during 1-a", "canary lives");
    assertThat(result.exit()).isZero();
  }

  @Test
  @DisplayName("after a reboot the pids of the last boot are never signalled")
  void pids_of_another_boot_are_not_signalled(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS_ONCE).signalWhen("ready", "KILL");
    List<String> left = test.run().left();
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                """
                echo 00000000-another-boot >boot
                mount --bind boot /proc/sys/kernel/random/boot_id || exit 99
                $P status; [ $? = 1 ] || exit 98; $R || exit 97
                read pid <pid; kill -0 $pid && echo not touched
                """);
    assertThat(left).isNotEmpty();
    assertThat(result.output()).contains("was interrupted during 1-a", "not touched");
    assertThat(Files.readString(test.dir().resolve("trace"))).doesNotContain("gone");
    assertThat(result.exit()).isZero();
    CaseShell.Result status = new CaseShell(test).run("$P status");
    assertThat(status.output()).contains("was before this boot");
    assertThat(status.exit()).isEqualTo(3);
  }

  @Test
  @DisplayName("another instance archives the runs of its golden image")
  void another_instance_archives_runs(Scenario test) throws Exception {
    test.cfg(CFG + "[a]\nfrequency = instance\n").task("1-a", "");
    test.run().assertExit(0).assertTrace("task 1-a");
    test.run().assertExit(0).assertTrace();
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                """
                echo 0123456789abcdef >id; for f in /etc/machine-id /var/lib/cloud/data/instance-id; do [ ! -e $f ] || mount --bind id $f || exit 99; done
                $R; ls $S/archive
                """);
    assertThat(result.output()).contains("not of 0123456789abcdef: moved to");
    assertThat(Files.readString(test.dir().resolve("trace"))).isEqualTo("task 1-a\n");
  }

  @Test
  @DisplayName(
      "task-started is on disk before the task's exec, task-finished is written after its end")
  void the_order_of_system_calls(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "exit 0\n");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                command -v strace >/dev/null || exit 99
                strace -f -qq -s 200 -e signal=none -o calls -e trace=execve,write,fdatasync,fsync,rename,exit_group $R
                """);
    assertThat(result.exit()).as(result.output()).isZero();
    List<String> calls = Files.readAllLines(test.dir().resolve("calls"));
    int draft = first(calls, 0, "write\\(.*run-started.*");
    int renamed = first(calls, draft, "rename\\(.*journal.new.*");
    assertThat(first(calls, draft, ".*f(data)?sync\\(.*")).isLessThan(renamed);
    int started = first(calls, renamed, "write\\(.*task-started.*");
    assertThat(first(calls, renamed, ".*fsync\\(.*")).isLessThan(started);
    int synced = first(calls, started, ".*f(data)?sync\\(.*");
    int exec = first(calls, started, "execve\\(\"[^\"]*/tasks.d/1-a\".*");
    assertThat(synced).isLessThan(exec);
    String child = calls.get(exec).split(" ", 2)[0];
    int ended = first(calls, exec, "exit_group.*", child);
    assertThat(first(calls, exec, "write\\(.*task-finished.*")).isGreaterThan(ended);
  }

  /** The first start makes the file of the starts, writes in it, and then makes the journal. */
  @ParameterizedTest
  @CsvSource({"2, starts", "3, journal"})
  @DisplayName("a failed fsync is final: 73, no task starts, and that file is not touched again")
  void a_failed_fsync_is_final(int which, String name, Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "exit 0\n").task("2-b", "exit 0\n");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                command -v strace >/dev/null || exit 99
                touch trace; strace -f -y -qq -e signal=none -o calls -e trace=write,fdatasync,fsync,execve \\
                  -e inject=fdatasync:error=EIO:when=%d $R
                echo exit $?; cat trace
                """
                    .formatted(which));
    assertThat(result.output()).contains("Input/output error", "exit 73").doesNotContain("task ");
    List<String> calls = Files.readAllLines(test.dir().resolve("calls"));
    int failed = first(calls, 0, "fdatasync\\(.*/" + name + "(\\.new)?>.*INJECTED.*");
    assertThat(calls.subList(failed + 1, calls.size()))
        .noneMatch(call -> call.matches(".*(write|sync)\\([0-9]+<[^>]*/" + name + "(\\.new)?>.*"));
  }

  private static int first(List<String> calls, int from, String call) {
    return first(calls, from, call, "[0-9]+");
  }

  private static int first(List<String> calls, int from, String call, String pid) {
    for (int i = from; i < calls.size(); i++) {
      if (calls.get(i).matches(pid + " +" + call)) {
        return i;
      }
    }
    throw new AssertionError("no " + call + " in " + calls);
  }
}
