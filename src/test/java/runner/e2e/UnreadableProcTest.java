package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/**
 * If /proc cannot be read, no process is assumed to be dead, and none is killed without certainty.
 */
@ExtendWith(Cases.class)
final class UnreadableProcTest {
  private static final String CFG = "[runner]\nmax_tries = 1\nkill_grace = 1\n";

  /** Files to mount over others; reads of the last one fail. */
  private static final String FAULTS =
      "touch empty; echo no number is here >garbled; echo 0.01 0.01 >early; failing=/proc/$$/mem\n";

  private static final String WAITS =
      "echo ready >> \"$TRACE\"\nuntil [ -e go ]; do sleep .05; done\n";

  private static final String BEGIN =
      FAULTS + "touch trace; $R & r=$!\nuntil grep -q ready trace; do sleep .05; done\n";

  private static final String UPTIME = "/proc/uptime";
  private static final String BOOT = "/proc/sys/kernel/random/boot_id";

  /** Mounts one of these files over a file of /proc. */
  private static String hide(String fault, String file) {
    return "mount --bind \""
        + fault.replace("failing", "$failing")
        + "\" "
        + file
        + " || exit 99\n";
  }

  @ParameterizedTest
  @CsvSource({
    "empty, " + UPTIME,
    "garbled, " + UPTIME,
    "failing, " + UPTIME,
    "early, " + UPTIME,
    "empty, /proc/$h/stat",
    "garbled, /proc/$h/stat",
    "failing, /proc/$h/stat",
    "empty, " + BOOT,
    "failing, " + BOOT,
  })
  void a_puppet_run_waits_for_the_owner_of_the_lock(String fault, String file, Scenario test)
      throws Exception {
    puppet(
        test,
        "echo 'Notice: Run of Puppet configuration client already in progress; skipping "
            + " (@DIR@/lock exists)'; exit 1");
    CaseShell.Result result =
        new CaseShell(test).runInMountNamespace(held() + hide(fault, file) + RETRY);
    assertThat(result.output())
        .contains("retry in 1 seconds, 2 attempts", "retry in 1 seconds, 1 attempts")
        .contains("the lock was held at each of 3 attempts", "exit 11\n", "waited\n")
        .doesNotContain("Exception");
  }

  @ParameterizedTest
  @CsvSource({
    "empty, " + UPTIME,
    "failing, " + UPTIME,
    "empty, /proc/$h/stat",
    "failing, /proc/$h/stat",
    "empty, " + BOOT,
  })
  void a_puppet_without_output_counts_as_blocked_by_its_lock(
      String fault, String file, Scenario test) throws Exception {
    puppet(test, "exit 1");
    CaseShell.Result result =
        new CaseShell(test).runInMountNamespace(held() + hide(fault, file) + RETRY);
    assertThat(result.output()).contains("exit 11\n").doesNotContain("Exception");
  }

  private static void puppet(Scenario test, String body) {
    test.cfg("[puppet]\ncommand = @DIR@/puppet\ndelay = 1\ntries = 3\n")
        .script("puppet", "[ \"$1\" != config ] || { echo @DIR@/lock; exit; }\n" + body);
  }

  /** Makes a lock whose owner is alive. */
  private static String held() {
    return FAULTS + "sleep 60 >/dev/null 2>&1 & h=$!\nprintf %s $h >lock\n";
  }

  private static final String RETRY =
      "begun=$(date +%s%N); $R retrypuppet agent --test; echo exit $?\n"
          + "[ $(($(date +%s%N) - begun)) -lt 2000000000 ] || echo waited; kill $h\n";

  @ParameterizedTest
  @CsvSource({
    "empty, " + UPTIME,
    "empty, /proc/$r/stat",
    "garbled, /proc/$r/stat",
    "failing, /proc/$r/stat",
    "empty, " + BOOT,
    "failing, " + BOOT,
  })
  void a_running_runner_is_not_assumed_to_be_dead(String fault, String file, Scenario test)
      throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                BEGIN
                    + hide(fault, file)
                    + "$P status; echo status $?; $P history\n"
                    + "$P status --wait=1 >/dev/null; echo wait $?\n"
                    + "echo first $r; $R; echo second $?; rm $S/lock; $R; echo third $?\n"
                    + "touch go; wait $r; echo done $?; cat trace\n");
    assertThat(result.output())
        .contains("running: run 000001-", "status 3\n", "wait 124\n", "done 0\n")
        .contains("second 75\n", "third 75\n")
        .doesNotContain("interrupted", "just started", "Exception")
        .containsOnlyOnce("task 1-a");
  }

  @ParameterizedTest
  @CsvSource({"empty, " + UPTIME, "empty, " + BOOT, "failing, " + BOOT})
  void processes_of_a_dead_runner_are_ended(String fault, String file, Scenario test)
      throws Exception {
    test.cfg(CFG).task("1-a", "[ ! -e once ] || exit 0\ntouch once\n" + WAITS);
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                BEGIN + "kill -9 $r; wait $r\n" + hide(fault, file) + "$R; echo again $?\n");
    assertThat(result.output())
        .contains("was interrupted during 1-a", "that a dead runner left", "again 0\n")
        .doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "early"})
  void a_process_outside_the_group_gets_term_whatever_the_uptime(String fault, Scenario test)
      throws Exception {
    test.cfg(CFG + "max_time = 1\nhalt_task =\n")
        .task(
            "1-a", "setsid sh -c 'trap \"echo term >>$TRACE; exit\" TERM; sleep 40 & wait' & wait");
    CaseShell.Result result =
        new CaseShell(test).runInMountNamespace(FAULTS + hide(fault, UPTIME) + "$R");
    assertThat(result.output()).contains("timed out");
    assertThat(test.dir().resolve("trace")).hasContent("task 1-a\nterm\n");
  }

  @Test
  void without_certainty_of_a_reboot_a_job_has_not_succeeded(Scenario test) throws Exception {
    test.cfg(CFG + "[jobs]\njob_retry = yes\nhost_id = web1\ntasks_dir = jobs.d\n")
        .task("1-a", "")
        .script("jobs.d/poison", "echo job >> \"$TRACE\"; kill -9 $PPID; sleep 60");
    CaseShell shell = new CaseShell(test);
    shell.run("$R jobs submit --reboots poison");
    ProgramResult killed = test.run().assertExit(137);
    assertThat(killed.left()).isNotEmpty();
    CaseShell.Result result =
        shell.runInMountNamespace(FAULTS + hide("empty", BOOT) + "$R; echo again $?; $R jobs list");
    assertThat(result.output())
        .contains("processes of job", "that a dead runner left", "again 0\n")
        .contains("unknown, the runner died while it ran")
        .doesNotContain("has rebooted");
    assertThat(Files.readString(test.dir().resolve("trace"))).containsOnlyOnce("job");
  }
}
