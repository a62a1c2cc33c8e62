package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** After a crash the next start knows what happened, and two copies of a task never overlap. */
@ExtendWith(Cases.class)
final class CrashTest {
  private static final String CFG = "[runner]\nmax_tries = 1\nkill_grace = 1\n";

  /** Waits at its first start; at a second one it is done at once. */
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
  @DisplayName("B7 what a killed runner left is ended before its task starts again")
  void leftovers_are_ended_before_the_chain_begins(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS_ONCE).signalWhen("ready", "KILL");
    ProgramResult killed = test.run();
    assertThat(killed.exit()).isEqualTo(137);
    assertThat(killed.left()).isNotEmpty();
    Staging.Played status = new Staging(test).play("$P status");
    assertThat(status.said()).contains("interrupted", "1-a", "its runner died");
    assertThat(status.exit()).isEqualTo(1);

    ProgramResult next = test.run().assertExit(0).assertTrace("gone", "task 1-a").assertNoOrphans();
    assertThat(next.stderr()).contains("was interrupted during 1-a", "that a dead runner left");
    assertThat(new Staging(test).play("$P status").exit()).isEqualTo(0);
  }

  @Test
  @DisplayName("B8 a process that got the number of a leftover is not touched")
  void a_reused_number_is_not_touched(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS_ONCE);
    Staging.Played played =
        new Staging(test)
            .playAmongOwnProcesses(
                "touch trace; $R & r=$!\n"
                    + AWAIT_READY
                    + "kill -9 $r; read pid <pid; kill -9 -$pid; wait $r\n"
                    + "while kill -0 $pid 2>/dev/null; do :; done\n"
                    + "for try in 1 2 3 4 5 6 7 8 9; do\n"
                    + "echo $((pid - 1)) >/proc/sys/kernel/ns_last_pid; setsid sleep 40 & canary=$!\n"
                    + "[ $canary = $pid ] && break; kill $canary; done\n"
                    + "[ $canary = $pid ] || exit 99\n"
                    + "$R || exit 98\nkill -0 $canary && echo canary lives\nkill $canary\n");
    assertThat(played.said()).contains("was interrupted during 1-a", "canary lives");
    assertThat(played.exit()).isZero();
  }

  @Test
  @DisplayName("D12 after a reboot the numbers of the last boot are never signalled")
  void numbers_of_another_boot_are_not_signalled(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS_ONCE).signalWhen("ready", "KILL");
    List<String> left = test.run().left();
    Staging.Played played =
        new Staging(test)
            .playApart(
                """
                echo 00000000-another-boot >boot
                mount --bind boot /proc/sys/kernel/random/boot_id || exit 99
                $P status; [ $? = 1 ] || exit 98; $R || exit 97
                read pid <pid; kill -0 $pid && echo not touched
                """);
    assertThat(left).isNotEmpty();
    assertThat(played.said()).contains("was interrupted during 1-a", "not touched");
    assertThat(Files.readString(test.dir().resolve("trace"))).doesNotContain("gone");
    assertThat(played.exit()).isZero();
    Staging.Played status = new Staging(test).play("$P status");
    assertThat(status.said()).contains("was before this boot");
    assertThat(status.exit()).isEqualTo(3);
  }

  @Test
  @DisplayName("D13 a golden image: another instance archives the runs it carries")
  void another_instance_archives_runs(Scenario test) throws Exception {
    test.cfg(CFG + "[a]\nfrequency = instance\n").task("1-a", "");
    test.run().assertExit(0).assertTrace("task 1-a");
    test.run().assertExit(0).assertTrace();
    Staging.Played played =
        new Staging(test)
            .playApart(
                """
                echo 0123456789abcdef >id; for f in /etc/machine-id /var/lib/cloud/data/instance-id; do [ ! -e $f ] || mount --bind id $f || exit 99; done
                $R; ls $S/archive
                """);
    assertThat(played.said()).contains("not of 0123456789abcdef: moved to");
    assertThat(Files.readString(test.dir().resolve("trace"))).isEqualTo("task 1-a\n");
  }

  @Test
  @DisplayName(
      "D15 started is on the disk before the task's exec, finished is written after its end")
  void the_order_of_system_calls(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "exit 0\n");
    Staging.Played played =
        new Staging(test)
            .play(
                """
                command -v strace >/dev/null || exit 99
                strace -f -qq -s 200 -e signal=none -o calls -e trace=execve,write,fdatasync,fsync,rename,exit_group $R
                """);
    assertThat(played.exit()).as(played.said()).isZero();
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

  @Test
  @DisplayName("D3 a failed fsync is final: 73, no task starts, and that file is not touched again")
  void a_failed_fsync_is_final(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "exit 0\n").task("2-b", "exit 0\n");
    Staging.Played played =
        new Staging(test)
            .play(
                """
                command -v strace >/dev/null || exit 99
                touch trace; strace -f -y -qq -e signal=none -o calls -e trace=write,fdatasync,fsync,execve \\
                  -e inject=fdatasync:error=EIO:when=2 $R
                echo exit $?; cat trace
                """);
    assertThat(played.said()).contains("Input/output error", "exit 73").doesNotContain("task ");
    List<String> calls = Files.readAllLines(test.dir().resolve("calls"));
    int failed = first(calls, 0, "fdatasync\\(.*/journal(\\.new)?>.*INJECTED.*");
    assertThat(calls.subList(failed + 1, calls.size()))
        .noneMatch(call -> call.matches(".*(write|sync)\\([0-9]+<[^>]*/journal(\\.new)?>.*"));
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
