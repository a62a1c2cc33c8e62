package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/** {@code status --wait} returns at the end of a run, however it ends, and never earlier. */
@ExtendWith(Cases.class)
final class StatusWaitEndsTest {
  private static final String CFG = "[runner]\nmax_tries = 1\nkill_grace = 1\nhalt_task =\n";
  private static final String WAITS = "echo ready >> \"$TRACE\"\nread line < go\n";
  private static final String BEGIN =
      "touch trace; mkfifo go; $R & r=$!\nuntil grep -q ready trace; do sleep .05; done\n";

  /** Starts a waiter in the background and waits until it watches. */
  private static String waiter(String name) {
    return "$P status --wait >" + name + " 2>&1 & " + name + "=$!\n" + watched(name);
  }

  /** A process that waits for files has an inotify descriptor. */
  private static String watched(String name) {
    return "until ls -l /proc/$" + name + "/fd 2>/dev/null | grep -q inotify; do sleep .05; done\n";
  }

  private static String run(Scenario test, String script) throws Exception {
    return new CaseShell(test).run(script).output();
  }

  @Test
  void before_the_first_run_it_waits_for_one(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    String output = run(test, waiter("w") + "$R; wait $w; echo before $?; cat w");
    assertThat(output).contains("before 0\n", "waiting for one to begin", "succeeded: run 000001-");
  }

  @Test
  void during_a_run_it_waits_for_the_end(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    String output =
        run(
            test,
            BEGIN
                + waiter("w")
                + "$P status; echo during $?; echo >go; wait $r $w; echo end $?; cat w");
    assertThat(output).contains("running: run", "during 3\n", "end 0\n", "succeeded: run");
  }

  @Test
  void after_a_run_it_returns_at_once(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    assertThat(run(test, "$R; $P status --wait; echo after $?")).contains("after 0\n");
  }

  @Test
  void a_failure_ends_it(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS + "exit 3");
    String output = run(test, BEGIN + waiter("w") + "echo >go; wait $w; echo end $?; cat w");
    assertThat(output).contains("end 1\n", "failed: run", "exit code 3; see ");
  }

  @Test
  void a_halt_ends_it(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS + "exit 2");
    String output = run(test, BEGIN + waiter("w") + "echo >go; wait $w; echo end $?; cat w");
    assertThat(output).contains("end 1\n", "halted: run");
  }

  @Test
  void the_death_of_the_runner_ends_it_and_is_reported(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    String output =
        run(test, BEGIN + waiter("w") + "kill -9 $r; wait $w; echo end $?; cat w; echo >go");
    assertThat(output).contains("end 1\n", "interrupted: run", "its runner died while it ran");
  }

  @Test
  void a_run_of_an_earlier_boot_does_not_end_it(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                BEGIN
                    + "kill -9 $r; echo >go; echo other-boot >boot\n"
                    + "mount --bind boot /proc/sys/kernel/random/boot_id || exit 99\n"
                    + "$P status; echo plain $?\n"
                    + waiter("w")
                    + ": >trace; $R & r=$!; echo >go; wait $r $w; echo end $?; cat w");
    assertThat(result.output())
        .contains("plain 1\n", "waiting for one to begin", "end 0\n", "succeeded: run 000002-");
  }

  @Test
  void two_can_wait_at_once(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    String ends = "echo >go; wait $v; echo first $?; wait $w; echo second $?";
    String output = run(test, BEGIN + waiter("v") + waiter("w") + ends);
    assertThat(output).contains("first 0\n", "second 0\n");
  }

  @Test
  void without_permission_to_read_the_state_it_ends_with_66(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    String unprivileged =
        "setpriv --reuid 0 --bounding-set -dac_override,-dac_read_search --inh-caps -all";
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                "$R; chown -R 65534 $S; " + unprivileged + " $P status --wait=20; echo end $?");
    assertThat(result.output()).contains("cannot be read: permission denied", "end 66\n");
  }

  @Test
  void after_its_time_it_ends_with_124(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    String output =
        run(
            test,
            "$P status --wait=0; echo never $?\n"
                + BEGIN
                + "$P status --wait=1 --json; echo end $?; echo >go; wait $r; echo run $?");
    assertThat(output)
        .contains("never 124\n", "\"state\" : \"running\"", "the time is over", "end 124\n")
        .contains("run 0\n");
  }

  @Test
  void a_time_that_is_no_duration_is_refused(Scenario test) throws Exception {
    String output = run(test, "$P status --wait=soon; echo $?");
    assertThat(output).contains("--wait: 'soon' is", "64\n");
  }
}
