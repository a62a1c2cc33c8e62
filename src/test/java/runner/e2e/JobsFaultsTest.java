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

/** Jobs on hosts that die, stop, fill up or are misconfigured. */
@ExtendWith(Cases.class)
final class JobsFaultsTest {
  private static final String CFG =
      "[runner]\nmax_tries = 1\nkill_grace = 1\n"
          + "[jobs]\njob_retry = yes\nhost_id = web1\ntasks_dir = jobs.d\n";

  private static final String ROTATE = "echo \"job $RUNNER_TASK\" >> \"$TRACE\"\n";

  @Test
  @DisplayName("F4 a job that kills its runner is not run again, and holds up nothing")
  void poison(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "").script("jobs.d/rotate", ROTATE);
    test.script("jobs.d/poison", ROTATE + "kill -9 $PPID; sleep 30");
    Staging staging = new Staging(test);
    staging.play(
        "$R jobs submit poison; $R jobs submit --idempotent --max-starts 2 poison;"
            + " $R jobs submit rotate");
    test.run().assertExit(137).assertTrace("task 1-a", "job poison");
    test.run().assertExit(137).assertTrace("task 1-a", "job poison");
    ProgramResult last =
        test.run().assertExit(0).assertTrace("task 1-a", "job rotate").assertNoOrphans();
    assertThat(last.stderr()).contains("processes of job", "that a dead runner left");
    Staging.Played list = staging.play("$R jobs list");
    assertThat(list.said().lines().toList())
        .satisfiesExactly(
            once -> assertThat(once).contains("unknown, the runner died while it ran"),
            again -> assertThat(again).contains("pending, "),
            other -> assertThat(other).contains("succeeded"));
  }

  @Test
  @DisplayName("F4 a job that kills all there is starts no more often than it may, boot by boot")
  void poisonForAll(Scenario test) throws Exception {
    test.cfg(CFG + "dir = @DIR@/spool\n").script("jobs.d/rotate", ROTATE);
    test.script("jobs.d/poison", ROTATE + "kill -9 -1");
    test.task("1-a", "");
    Staging.Played played =
        new Staging(test)
            .playAmongOwnProcesses(
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
    assertThat(played.said())
        .contains("boot 1: 137\n", "boot 2: 137\n", "boot 3: 137\n", "boot 4: 0\n")
        .contains("exhausted, started 2 times", "unknown, the runner died", "web1  succeeded");
    assertThat(String.join(",", Files.readAllLines(test.dir().resolve("trace"))))
        .isEqualTo("task 1-a,job poison,".repeat(3) + "task 1-a,job rotate");
  }

  @Test
  @DisplayName("B1 a stop ends the job with all it started, and says that its end is unknown")
  void stopped(Scenario test) throws Exception {
    test.cfg(CFG).script("jobs.d/waits", "echo ready >> \"$TRACE\"\nsleep 30 & wait");
    test.directory("tasks.d");
    Staging staging = new Staging(test);
    staging.play("$R jobs submit waits");
    test.signalWhen("ready", "TERM").run().assertExit(143).assertNoOrphans();
    assertThat(staging.play("$R jobs list").said())
        .contains("unknown, the runner was told to stop while it ran");
  }

  @Test
  @DisplayName("two runners at once, on one state directory and on two: each job once")
  void twoRunners(Scenario test) throws Exception {
    test.cfg(CFG + "dir = spool\n").script("jobs.d/waits", ROTATE + "until [ -e go ]; do :; done");
    Staging.Played played =
        new Staging(test)
            .play(
                """
                touch trace; $R jobs submit waits; $R jobs submit waits
                $R jobs run-pending & first=$!
                until [ -s trace ]; do sleep .05; done
                $R jobs run-pending; echo same $?
                $R --state-dir other jobs run-pending; echo other $?
                touch go; wait $first; echo first $?
                """);
    assertThat(played.said())
        .contains("another runner holds this state directory", "same 75\n")
        .contains("another runner does the jobs of 'web1' now", "other 75\n", "first 0\n");
    assertThat(Files.readString(test.dir().resolve("trace"))).isEqualTo("job waits\njob waits\n");
  }

  @Test
  @DisplayName("a journal that cannot be kept: no job runs, the chain does, the code says so")
  void noJournal(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "").script("jobs.d/rotate", ROTATE);
    Staging staging = new Staging(test);
    staging.play("$R jobs submit rotate; echo in the way >$S/jobs/journal");
    assertThat(staging.play("$R jobs check; echo $?").said())
        .contains("/jobs/journal: is no directory that can be written, so no job is started")
        .contains("73\n");
    ProgramResult outcome = test.run().assertExit(73).assertTrace("task 1-a");
    assertThat(outcome.stderr()).contains("jobs are not done now: ", "/jobs");
  }

  @Test
  @DisplayName("H1 root trusts no spool that others could have written; the chain goes on")
  void unsafeSpool(Scenario test) throws Exception {
    test.cfg(CFG + "dir = spool\n").task("1-a", "").script("jobs.d/rotate", ROTATE);
    Staging staging = new Staging(test);
    staging.play("$R jobs submit rotate; chmod o+w spool");
    if (!Files.getAttribute(test.dir(), "unix:uid").equals(0)) {
      System.err.println("NOT RUN: a refusal that needs root");
      return;
    }
    ProgramResult outcome = test.run().assertExit(77).assertTrace("task 1-a");
    assertThat(outcome.stderr()).contains("writable by everyone", "chmod o-w");
    assertThat(staging.play("$R jobs check; echo $?").said()).contains("chmod o-w", "77\n");
  }

  @Test
  @DisplayName("F10 whoever is killed while submitting leaves a whole job or none")
  void submitterKilled(Scenario test) throws Exception {
    test.cfg(CFG).script("jobs.d/rotate", ROTATE);
    String steps = System.getProperty("runner.jobs.steps", "1 3");
    Staging.Played played =
        new Staging(test)
            .play(
                """
                command -v strace >/dev/null || exit 99
                touch trace; $R jobs submit rotate >/dev/null; n=1
                for call in rename fsync; do for k in STEPS; do
                  strace -f -qq -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$k \
                    $R jobs submit rotate >/dev/null && n=$((n+1))
                done; done
                $R jobs run-pending -q; echo code $?
                echo pending $($R jobs list --state pending | wc -l)
                ran=$(wc -l <trace); [ $ran -ge $n ] && echo told of none that is not there
                ls $S/jobs/hosts/web1/quarantine | wc -l
                """
                    .replace("STEPS", steps));
    assertThat(played.said())
        .contains("code 0\n", "pending 0\n", "told of none that is not there\n0\n");
  }

  @Test
  @DisplayName("F12 a full disk: nothing is queued by halves, and nothing runs twice")
  void fullDisk(Scenario test) throws Exception {
    test.cfg(CFG + "dir = @DIR@/small/spool\n").directory("small");
    test.script("jobs.d/rotate", ROTATE).task("1-a", "");
    Staging.Played played =
        new Staging(test)
            .playApart(
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
    assertThat(played.said()).contains("first 0\n", "full 73\n", "No space left", "chain 73\n");
    assertThat(played.said()).contains("full 73\n1\n", "after 0\n", "web1  succeeded");
    List<String> trace = Files.readAllLines(test.dir().resolve("trace"));
    assertThat(trace).containsOnlyOnce("job rotate");
  }

  @Test
  @DisplayName("F12 a job that fills the journal's disk: its end is told, and it is not run again")
  void fullJournal(Scenario test) throws Exception {
    test.cfg(CFG + "dir = @DIR@/spool\n");
    test.directory("small")
        .script("jobs.d/fills", ROTATE + "cat /dev/zero >small/full 2>/dev/null");
    Staging.Played played =
        new Staging(test)
            .playApart(
                """
                mount -t tmpfs -o size=512k,mode=700 none small || exit 99
                touch trace; R="$R --state-dir small/state"
                $R jobs submit fills; $R jobs submit fills
                $R jobs run-pending -q; echo full $?
                $R jobs list
                rm small/full; $R jobs run-pending -q; echo after $?
                $R jobs list
                """);
    assertThat(played.said()).contains("full 73\n", "No space left", "after 1\n");
    List<String> trace = Files.readAllLines(test.dir().resolve("trace"));
    assertThat(trace).containsExactly("job fills", "job fills");
  }
}
