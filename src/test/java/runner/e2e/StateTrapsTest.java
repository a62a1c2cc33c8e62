package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/** Faults of the state directory, and the lock that one runner holds. */
@ExtendWith(Cases.class)
final class StateTrapsTest {
  private static final String CFG = "[runner]\nmax_tries = 1\nkill_grace = 1\n";
  private static final String WAITS =
      "echo ready >> \"$TRACE\"\nuntil [ -e go ]; do sleep .05; done\n";
  private static final String AWAIT_READY = "until grep -q ready trace; do sleep .05; done\n";

  @Test
  @DisplayName(
      "on a full disk the chain runs with a warning; with free space runs are recorded again")
  void on_a_full_disk_the_chain_runs(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                """
                mkdir -m 700 $S; mount -t tmpfs -o size=64k,mode=700 none $S || exit 99
                head -c 100k /dev/zero >$S/filler 2>/dev/null
                $R; echo full $?; rm $S/filler; $R; echo room $?; $P status; echo is $?
                """);
    assertThat(result.output())
        .contains("the disk is full: what happens from here on", "full 0", "room 0", "is 0");
    assertThat(result.output()).doesNotContain("corrupt");
  }

  @Test
  @DisplayName("without an inode for the lock nothing runs, and the exit code is 73")
  void without_a_lock_nothing_runs(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                """
                mkdir -m 700 $S; mount -t tmpfs -o nr_inodes=2,mode=700 none $S || exit 99
                touch $S/filler; touch trace; $R; echo $?; cat trace
                """);
    assertThat(result.output()).contains("state cannot be kept here", "73\n");
    assertThat(result.output()).doesNotContain("task 1-a");
  }

  @Test
  @DisplayName("a state directory that is read-only or not a directory is 73 before anything runs")
  void a_state_directory_that_cannot_be_written(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                """
                touch trace; mkdir -m 700 $S; mount -t tmpfs -o mode=700 none $S && mount -o remount,ro $S
                $R; echo read-only $?; umount $S; rmdir $S; touch $S; $R; echo file $?
                rm $S; ln -s nowhere $S; $R; echo link $?; cat trace; rm $S; $R; echo ok $?
                """);
    assertThat(result.output()).contains("read-only 73", "file 73", "link 73", "ok 0");
    assertThat(result.output()).doesNotContain("task 1-a");
  }

  @Test
  @DisplayName("an emptied record is set aside and reported; status does not show it as success")
  void an_emptied_record(Scenario test) throws Exception {
    test.cfg(CFG + "[a]\nfrequency = once\n").task("1-a", "").task("2-b", "");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                $R && $R || exit 99
                : >trace; : >$(ls -d $S/runs/000002-*)/journal
                $P status; echo status $?; $R; echo again $?; cat trace; $P status; echo now $?; ls $S/runs/*
                """);
    assertThat(result.output())
        .contains("status 73", "is damaged", "set aside", "again 0", "now 0", "journal.corrupt-");
    assertThat(result.output()).contains("task 2-b").doesNotContain("task 1-a");
  }

  @Test
  @DisplayName(
      "the lock holds if its file is removed, from another pid namespace, and through another path")
  void one_runner_at_a_time(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                "touch trace; $R & r=$!\n"
                    + AWAIT_READY
                    + "$P status; echo during $?; $R; echo second $?; echo first $r\n"
                    + "ln -s $S alias; $R --state-dir alias; echo alias $?\n"
                    + "unshare -pf --mount-proc $R; echo namespace $?\n"
                    + "flock -n $S/lock true; echo flock $?\n"
                    + "$R --wait-lock=1; echo waited $?\n"
                    + "rm $S/lock; $R; echo removed $?; $P status; echo still $?\n"
                    + "touch go; wait $r; echo done $?; $P status; echo after $?; cat trace\n");
    assertThat(result.output())
        .contains("during 3", "second 75", "alias 75", "namespace 75", "flock 0", "waited 75")
        .contains("removed 75", "still 3", "done 0", "after 0")
        .containsPattern(
            "another runner holds this state directory \\(pid ([0-9]+), since 20[-0-9T:]{17}Z\\)")
        .containsOnlyOnce("task 1-a");
  }

  @Test
  @DisplayName("of runners that start at once exactly one runs, the others exit 75")
  void of_many_runners_one_wins(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                "touch trace; i=0; while [ $i -lt 8 ]; do ($R; echo \"code $?\" >>codes) & "
                    + "i=$((i + 1)); done\n"
                    + "until [ -e codes ] && [ $(grep -c 75 codes) = 7 ]; do sleep .05; done\n"
                    + AWAIT_READY
                    + "touch go; wait; sort codes; cat trace\n");
    assertThat(result.output()).containsOnlyOnce("code 0").containsOnlyOnce("task 1-a");
  }

  @Test
  void wait_lock_runs_as_soon_as_the_lock_is_free(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                "touch trace; $R & r=$!\n"
                    + AWAIT_READY
                    + "$R --wait-lock & w=$!; touch go; wait $r $w; echo both $?; grep -c task trace\n");
    assertThat(result.output()).contains("both 0", "2\n");
  }

  @Test
  void status_before_the_first_run(Scenario test) throws Exception {
    CaseShell.Result result = new CaseShell(test).run("$P status; echo $?; ls -A $S 2>&1");
    assertThat(result.output()).contains("never ran\n4\n", "No such file");
  }
}
