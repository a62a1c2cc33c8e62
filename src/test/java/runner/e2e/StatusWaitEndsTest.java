package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/** A wait for the end of a run ends, whatever becomes of the run, and never says it too early. */
@ExtendWith(Cases.class)
final class StatusWaitEndsTest {
  private static final String CFG = "[runner]\nmax_tries = 1\nkill_grace = 1\nhalt_task =\n";
  private static final String WAITS = "echo ready >> \"$TRACE\"\nread line < go\n";
  private static final String BEGIN =
      "touch trace; mkfifo go; $R & r=$!\nuntil grep -q ready trace; do sleep .05; done\n";

  /** Starts a waiter and returns when it is one: told so, or watching. */
  private static String waiter(String name) {
    return "$P status --wait >" + name + " 2>&1 & " + name + "=$!\n" + watched(name);
  }

  /** A process that waits for files has an inotify descriptor. */
  private static String watched(String name) {
    return "until ls -l /proc/$" + name + "/fd 2>/dev/null | grep -q inotify; do sleep .05; done\n";
  }

  private static String play(Scenario test, String script) throws Exception {
    return new Staging(test).play(script).said();
  }

  @Test
  void before_there_is_a_run_it_waits_for_one(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    String said = play(test, waiter("w") + "$R; wait $w; echo before $?; cat w");
    assertThat(said).contains("before 0\n", "waiting for one to begin", "succeeded: run 000001-");
  }

  @Test
  void during_a_run_it_waits_for_the_end(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    String said =
        play(
            test,
            BEGIN
                + waiter("w")
                + "$P status; echo during $?; echo >go; wait $r $w; echo end $?; cat w");
    assertThat(said).contains("running: run", "during 3\n", "end 0\n", "succeeded: run");
  }

  @Test
  void after_a_run_it_says_at_once_how_it_went(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    assertThat(play(test, "$R; $P status --wait; echo after $?")).contains("after 0\n");
  }

  @Test
  void a_failure_ends_it(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS + "exit 3");
    String said = play(test, BEGIN + waiter("w") + "echo >go; wait $w; echo end $?; cat w");
    assertThat(said).contains("end 1\n", "failed: run", "exit code 3; see ");
  }

  @Test
  void a_halt_ends_it(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS + "exit 2");
    String said = play(test, BEGIN + waiter("w") + "echo >go; wait $w; echo end $?; cat w");
    assertThat(said).contains("end 1\n", "halted: run");
  }

  @Test
  void the_death_of_the_runner_ends_it_and_is_said(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    String said =
        play(test, BEGIN + waiter("w") + "kill -9 $r; wait $w; echo end $?; cat w; echo >go");
    assertThat(said).contains("end 1\n", "interrupted: run", "its runner died while it ran");
  }

  @Test
  void a_run_of_an_earlier_boot_is_no_answer(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    Staging.Played played =
        new Staging(test)
            .playApart(
                BEGIN
                    + "kill -9 $r; echo >go; echo other-boot >boot\n"
                    + "mount --bind boot /proc/sys/kernel/random/boot_id || exit 99\n"
                    + "$P status; echo plain $?\n"
                    + waiter("w")
                    + ": >trace; $R & r=$!; echo >go; wait $r $w; echo end $?; cat w");
    assertThat(played.said())
        .contains("plain 1\n", "waiting for one to begin", "end 0\n", "succeeded: run 000002-");
  }

  @Test
  void two_may_wait(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    String ends = "echo >go; wait $v; echo first $?; wait $w; echo second $?";
    String said = play(test, BEGIN + waiter("v") + waiter("w") + ends);
    assertThat(said).contains("first 0\n", "second 0\n");
  }

  @Test
  void who_may_not_read_the_state_is_told_so(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    String unprivileged =
        "setpriv --reuid 0 --bounding-set -dac_override,-dac_read_search --inh-caps -all";
    Staging.Played played =
        new Staging(test)
            .playApart(
                "$R; chown -R 65534 $S; " + unprivileged + " $P status --wait=20; echo end $?");
    assertThat(played.said()).contains("cannot be read: permission denied", "end 66\n");
  }

  @Test
  void its_time_ends_it(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    String said =
        play(
            test,
            "$P status --wait=0; echo never $?\n"
                + BEGIN
                + "$P status --wait=1 --json; echo end $?; echo >go; wait $r; echo run $?");
    assertThat(said)
        .contains("never 124\n", "\"state\" : \"running\"", "the time is over", "end 124\n")
        .contains("run 0\n");
  }

  @Test
  void a_wait_that_is_no_time_is_refused(Scenario test) throws Exception {
    String said = play(test, "$P status --wait=soon; echo $?");
    assertThat(said).contains("--wait: 'soon' is", "64\n");
  }
}
