package runner.puppet;

import static org.assertj.core.api.Assertions.assertThat;
import static runner.puppet.StandIn.BLOCKED;
import static runner.puppet.StandIn.DONE;
import static runner.puppet.StandIn.LOCK;
import static runner.puppet.StandIn.LOOKS_AT_LOCK;
import static runner.puppet.StandIn.waiting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** The drop-in from the outside, with a stand-in for Puppet. */
@ExtendWith(Cases.class)
class RetryPuppetTest {
  private static final String PID = "" + ProcessHandle.current().pid();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 6, 11, 255})
  void e1_puppets_exit_code_is_its_own(int code, Scenario test) {
    String body = "echo 'Error: Could not do it'; exit " + code;
    ProgramResult outcome = StandIn.in(test, "", body).args("retrypuppet", "agent", "-t").run();

    outcome.assertExit(code).assertTrace("puppet agent -t").assertNoOrphans();
  }

  @Test
  void a_puppet_that_was_killed_is_128_and_the_signal(Scenario test) {
    StandIn.in(test, "", "kill -9 $$").args("retrypuppet").run().assertExit(137);
  }

  @Test
  void every_argument_is_handed_on_untouched(Scenario test) {
    String[] arguments = {
      "retrypuppet", "agent", "-c", "", "a b", "--help", "@x", "'q'", "--", "-v"
    };
    ProgramResult outcome =
        StandIn.in(test, "", "printf '<%s>\\n' \"$@\"").args("-q").args(arguments).run();

    assertThat(outcome.stdout())
        .isEqualTo("<agent>\n<-c>\n<>\n<a b>\n<--help>\n<@x>\n<'q'>\n<-->\n<-v>\n");
  }

  @Test
  void both_streams_become_one_in_the_order_of_their_lines(Scenario test) {
    String body = "for i in 1 2 3; do echo out $i; echo err $i >&2; done; printf '\\033[mlast'";
    ProgramResult outcome = StandIn.in(test, "", body).args("retrypuppet").run();

    assertThat(outcome.stdout())
        .isEqualTo("out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n\u001b[mlast");
    assertThat(outcome.stderr()).isEmpty();
  }

  @Test
  void e10_a_lock_that_is_held_for_ever_is_11_after_so_many_attempts(Scenario test) {
    ProgramResult outcome =
        StandIn.in(test, "delay = 1\ntries = 3\n", LOOKS_AT_LOCK)
            .file("state/agent_catalog_run.lock", PID)
            .args("retrypuppet", "agent", "-t")
            .run();

    outcome.assertExit(11).assertTrace("puppet agent -t", "puppet agent -t", "puppet agent -t");
    assertThat(outcome.stdout()).isEqualTo(waiting(1, 2) + waiting(1, 1));
    assertThat(outcome.stderr())
        .isEqualTo("runner: puppet: the lock was held at each of 3 attempts\n");
    assertThat(outcome.wall()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void e6_a_lock_that_goes_is_noticed_at_once(Scenario test) {
    String body = "(sleep 1; rm -f " + LOCK + ") >/dev/null 2>&1 &\n" + LOOKS_AT_LOCK + "exit 2";
    ProgramResult outcome =
        StandIn.in(test, "delay = 50\n", body)
            .file("state/agent_catalog_run.lock", PID)
            .args("retrypuppet", "agent", "-t")
            .run();

    outcome.assertExit(2).assertTrace("puppet agent -t", "puppet agent -t");
    assertThat(outcome.stdout()).isEqualTo(waiting(50, 9) + DONE + "\n");
    outcome.assertWithin(Duration.ofSeconds(20));
  }

  @Test
  void e2_an_owner_that_dies_is_noticed_and_its_lock_left_to_puppet(Scenario test) {
    String body =
        "if [ -e @DIR@/second ]; then echo '"
            + DONE
            + "'; exit 2; fi\n"
            + "touch @DIR@/second; sleep 2 >/dev/null 2>&1 & printf %s $! > "
            + LOCK
            + "\n"
            + "echo '"
            + BLOCKED
            + "'; exit 1";
    ProgramResult outcome =
        StandIn.in(test, "delay = 50\n", body).args("retrypuppet", "agent", "-t").run();

    outcome.assertExit(2).assertWithin(Duration.ofSeconds(20));
    assertThat(outcome.wall()).isGreaterThan(Duration.ofSeconds(2));
    assertThat(test.dir().resolve("state/agent_catalog_run.lock")).exists();
  }

  @Test
  void a_fixed_wait_takes_its_time(Scenario test) {
    String body = LOOKS_AT_LOCK.replace("exit 1", "rm " + LOCK + "; exit 1");
    ProgramResult outcome =
        StandIn.in(test, "delay = 2\nwait = fixed\n", body)
            .file("state/agent_catalog_run.lock", PID)
            .args("retrypuppet", "agent", "-t")
            .run();

    outcome.assertExit(0);
    assertThat(outcome.wall()).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void e7_a_lock_that_was_never_there_is_believed_once_and_then_waited_for(Scenario test) {
    ProgramResult outcome =
        StandIn.in(test, "delay = 1\ntries = 4\n", "echo '" + BLOCKED + "'; exit 1")
            .args("retrypuppet", "agent", "-t")
            .run();

    outcome.assertExit(11);
    assertThat(outcome.trace()).hasSize(4);
    assertThat(outcome.wall()).isGreaterThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "-1", "0", "9223372036854775808", "12\n34"})
  void e5_a_strange_lock_is_neither_touched_nor_stumbled_over(String content, Scenario test)
      throws Exception {
    ProgramResult outcome =
        StandIn.in(test, "delay = 1\ntries = 2\n", LOOKS_AT_LOCK)
            .file("state/agent_catalog_run.lock", content)
            .args("retrypuppet", "agent", "-t")
            .run();

    outcome.assertExit(11).assertWithin(Duration.ofSeconds(20));
    Path lock = test.dir().resolve("state/agent_catalog_run.lock");
    assertThat(Files.readString(lock)).isEqualTo(content);
  }

  @Test
  void the_debugging_before_the_lock_is_not_shown_of_a_blocked_run(Scenario test) {
    String body = "i=0; while [ $i -lt 99 ]; do echo \"Debug: line $i\"; i=$((i+1)); done\n";
    ProgramResult outcome =
        StandIn.in(test, "delay = 1\ntries = 2\n", body + LOOKS_AT_LOCK)
            .file("state/agent_catalog_run.lock", PID)
            .args("retrypuppet", "agent", "-td")
            .run();

    assertThat(outcome.stdout()).isEqualTo(waiting(1, 1));
  }

  @Test
  void bytes_that_are_no_text_come_through_and_spoil_nothing(Scenario test) {
    ProgramResult outcome =
        StandIn.in(test, "", "printf 'caf\\351 \\377\\n'; exit 2").args("retrypuppet").run();

    outcome.assertExit(2);
    assertThat(outcome.stdout()).isEqualTo("caf\ufffd \ufffd\n");
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void a_signal_goes_to_puppet_which_is_waited_for(String signal, int code, Scenario test) {
    String body =
        "trap 'sleep 1; echo ended >> \"$TRACE\"; exit 0' TERM\n"
            + "echo running >> \"$TRACE\"; sleep 30 & wait";
    ProgramResult outcome =
        StandIn.in(test, "", body)
            .args("retrypuppet", "agent", "-t")
            .signalWhen("running", signal)
            .run();

    outcome.assertExit(code).assertTrace("puppet agent -t", "running", "ended").assertNoOrphans();
  }

  @Test
  void a_signal_ends_a_wait_at_once(Scenario test) {
    ProgramResult outcome =
        StandIn.in(
                test, "delay = 50\n", LOOKS_AT_LOCK.replace("exit 1", "echo x >> $TRACE; exit 1"))
            .file("state/agent_catalog_run.lock", PID)
            .args("retrypuppet", "agent", "-t")
            .signalWhen("x", "TERM")
            .run();

    outcome.assertExit(143).assertWithin(Duration.ofSeconds(20));
  }
}
