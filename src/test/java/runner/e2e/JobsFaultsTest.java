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

/** Jobs on hosts that die, stop, run out of disk space or are misconfigured. */
@ExtendWith(Cases.class)
final class JobsFaultsTest {
  private static final String CFG =
      "[runner]\nmax_tries = 1\nkill_grace = 1\n"
          + "[jobs]\njob_retry = yes\nhost_id = web1\ntasks_dir = jobs.d\n";

  private static final String ROTATE = "echo \"job $RUNNER_TASK\" >> \"$TRACE\"\n";

  @Test
  @DisplayName("a job that kills its runner is not run again, and other jobs are done")
  void a_job_that_kills_its_runner(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "").script("jobs.d/rotate", ROTATE);
    test.script("jobs.d/poison", ROTATE + "kill -9 $PPID; sleep 30");
    CaseShell shell = new CaseShell(test);
    shell.run(
        "$R jobs submit poison; $R jobs submit --idempotent --max-starts 2 poison;"
            + " $R jobs submit rotate");
    test.run().assertExit(137).assertTrace("task 1-a", "job poison");
    test.run().assertExit(137).assertTrace("task 1-a", "job poison");
    ProgramResult last =
        test.run().assertExit(0).assertTrace("task 1-a", "job rotate").assertNoOrphans();
    assertThat(last.stderr()).contains("processes of job", "that a dead runner left");
    CaseShell.Result list = shell.run("$R jobs list");
    assertThat(list.output().lines().toList())
        .satisfiesExactly(
            once -> assertThat(once).contains("unknown, the runner died while it ran"),
            again -> assertThat(again).contains("pending, "),
            other -> assertThat(other).contains("succeeded"));
  }

  @Test
  @DisplayName("a job that kills all processes starts at most max_starts times over boots")
  void a_job_that_kills_all_processes(Scenario test) throws Exception {
    test.cfg(CFG + "dir = @DIR@/spool\n").script("jobs.d/rotate", ROTATE);
    test.script("jobs.d/poison", ROTATE + "kill -9 -1");
    test.task("1-a", "");
    CaseShell.Result result =
        new CaseShell(test)
            .runInPidNamespace(
                """
                $R jobs submit --idempotent --max-starts 2 poison; $R jobs submit poison
                $R jobs submit rotate
                for boot in 1 2 3 4; do
                  echo 00000000-boot-$boot >boot
                  mount --bind boot /proc/sys/kernel/random/boot_id || exit 99
                  $R; echo boot $boot: $?
                done
                $R jobs list
                """);
    assertThat(result.output())
        .contains("boot 1: 137\n", "boot 2: 137\n", "boot 3: 137\n", "boot 4: 0\n")
        .contains("exhausted, started 2 times", "unknown, the runner died", "web1  succeeded");
    assertThat(String.join(",", Files.readAllLines(test.dir().resolve("trace"))))
        .isEqualTo("task 1-a,job poison,".repeat(3) + "task 1-a,job rotate");
  }

  @Test
  @DisplayName("a stop ends the job with all its processes, and its end is recorded as unknown")
  void a_stop_during_a_job(Scenario test) throws Exception {
    test.cfg(CFG).script("jobs.d/waits", "echo ready >> \"$TRACE\"\nsleep 30 & wait");
    test.directory("tasks.d");
    CaseShell shell = new CaseShell(test);
    shell.run("$R jobs submit waits");
    test.signalWhen("ready", "TERM").run().assertExit(143).assertNoOrphans();
    assertThat(shell.run("$R jobs list").output())
        .contains("unknown, the runner was told to stop while it ran");
  }

  @Test
  @DisplayName("two runners at once, on one state directory or on two, do each job once")
  void two_runners_at_once(Scenario test) throws Exception {
    test.cfg(CFG + "dir = spool\n").script("jobs.d/waits", ROTATE + "until [ -e go ]; do :; done");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                touch trace; $R jobs submit waits; $R jobs submit waits
                $R jobs run-pending & first=$!
                until [ -s trace ]; do sleep .05; done
                $R jobs run-pending; echo same $?
                $R --state-dir other jobs run-pending; echo other $?
                touch go; wait $first; echo first $?
                """);
    assertThat(result.output())
        .contains("another runner holds this state directory", "same 75\n")
        .contains("another runner does the jobs of 'web1' now", "other 75\n", "first 0\n");
    assertThat(Files.readString(test.dir().resolve("trace"))).isEqualTo("job waits\njob waits\n");
  }

  @Test
  @DisplayName("without a journal of jobs no job runs, the chain does, and the exit code is 73")
  void without_a_journal_no_job_runs(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "").script("jobs.d/rotate", ROTATE);
    CaseShell shell = new CaseShell(test);
    shell.run("$R jobs submit rotate; echo in the way >$S/jobs/journal");
    assertThat(shell.run("$R jobs check; echo $?").output())
        .contains("/jobs/journal: is no directory that can be written, so no job is started")
        .contains("73\n");
    ProgramResult result = test.run().assertExit(73).assertTrace("task 1-a");
    assertThat(result.stderr()).contains("jobs are not done now: ", "/jobs");
  }

  @Test
  @DisplayName("root refuses a spool that others could have written; the chain runs")
  void an_unsafe_spool_is_refused(Scenario test) throws Exception {
    test.cfg(CFG + "dir = spool\n").task("1-a", "").script("jobs.d/rotate", ROTATE);
    CaseShell shell = new CaseShell(test);
    shell.run("$R jobs submit rotate; chmod o+w spool");
    if (!Files.getAttribute(test.dir(), "unix:uid").equals(0)) {
      System.err.println("NOT RUN: a refusal that needs root");
      return;
    }
    ProgramResult result = test.run().assertExit(77).assertTrace("task 1-a");
    assertThat(result.stderr()).contains("writable by everyone", "chmod o-w");
    assertThat(shell.run("$R jobs check; echo $?").output()).contains("chmod o-w", "77\n");
  }

  @Test
  @DisplayName("a submitter that is killed leaves a complete job or none")
  void a_submitter_is_killed(Scenario test) throws Exception {
    test.cfg(CFG).script("jobs.d/rotate", ROTATE);
    String steps = System.getProperty("runner.jobs.steps", "1 3");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                command -v strace >/dev/null || exit 99
                touch trace; $R jobs submit rotate >/dev/null; n=1
                for call in rename fsync; do for k in STEPS; do
                  strace -f -qq -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$k \
                    $R jobs submit rotate >/dev/null && n=$((n+1))
                done; done
                $R jobs run-pending -q; echo code $?
                echo pending $($R jobs list --state pending | wc -l)
                ran=$(wc -l <trace); [ $ran -ge $n ] && echo each reported job was done
                ls $S/jobs/hosts/web1/quarantine | wc -l
                """
                    .replace("STEPS", steps));
    assertThat(result.output())
        .contains("code 0\n", "pending 0\n", "each reported job was done\n0\n");
  }

  @Test
  @DisplayName("on a full disk no job is queued in part, and no job runs twice")
  void the_disk_is_full(Scenario test) throws Exception {
    test.cfg(CFG + "dir = @DIR@/small/spool\n").directory("small");
    test.script("jobs.d/rotate", ROTATE).task("1-a", "");
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                """
                mount -t tmpfs -o size=256k,mode=700 none small || exit 99
                touch trace; $R jobs submit rotate; echo first $?
                cat /dev/zero >small/full 2>/dev/null
                $R jobs submit --to web1,web2 rotate; echo full $?
                $R jobs list | wc -l
                $R; echo chain $?
                rm small/full; $R jobs run-pending -q; echo after $?
                $R jobs list
                """);
    assertThat(result.output()).contains("first 0\n", "full 73\n", "No space left", "chain 73\n");
    assertThat(result.output()).contains("full 73\n1\n", "after 0\n", "web1  succeeded");
    List<String> trace = Files.readAllLines(test.dir().resolve("trace"));
    assertThat(trace).containsOnlyOnce("job rotate");
  }

  @Test
  @DisplayName(
      "the end of a job that fills the journal's disk is recorded, and it is not run again")
  void the_disk_of_the_journal_is_full(Scenario test) throws Exception {
    test.cfg(CFG + "dir = @DIR@/spool\n");
    test.directory("small")
        .script("jobs.d/fills", ROTATE + "cat /dev/zero >small/full 2>/dev/null");
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                """
                mount -t tmpfs -o size=512k,mode=700 none small || exit 99
                touch trace; R="$R --state-dir small/state"
                $R jobs submit fills; $R jobs submit fills
                $R jobs run-pending -q; echo full $?
                $R jobs list
                rm small/full; $R jobs run-pending -q; echo after $?
                $R jobs list
                """);
    assertThat(result.output()).contains("full 73\n", "No space left", "after 1\n");
    List<String> trace = Files.readAllLines(test.dir().resolve("trace"));
    assertThat(trace).containsExactly("job fills", "job fills");
  }
}
