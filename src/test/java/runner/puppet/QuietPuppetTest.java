package runner.puppet;

import static org.assertj.core.api.Assertions.assertThat;
import static runner.puppet.StandIn.DONE;
import static runner.puppet.StandIn.LOCK;
import static runner.puppet.StandIn.waiting;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** What happens where Puppet does not say why it ended, or names no file. */
@ExtendWith(Cases.class)
class QuietPuppetTest {
  private static final String PID = "" + ProcessHandle.current().pid();
  private static final String ASKED = "asked agent_catalog_run_lockfile";

  @Test
  void e13_a_blocked_run_that_says_nothing_is_told_by_its_lock(Scenario test) {
    String body = "[ ! -e " + LOCK + " ] || exit 1\necho '" + DONE + "'";
    ProgramResult outcome =
        StandIn.in(test, "delay = 1\ntries = 2\n", body)
            .file("state/agent_catalog_run.lock", PID)
            .args("retrypuppet", "agent", "--onetime", "--no-daemonize")
            .run();

    outcome
        .assertExit(11)
        .assertTrace(
            "puppet agent --onetime --no-daemonize",
            ASKED,
            "puppet agent --onetime --no-daemonize");
    assertThat(outcome.stdout()).isEqualTo(waiting(1, 1));
  }

  @Test
  void a_failure_that_says_nothing_is_a_failure_where_there_is_no_lock(Scenario test) {
    ProgramResult outcome = StandIn.in(test, "", "exit 1").args("retrypuppet", "agent", "-o").run();

    outcome.assertExit(1).assertTrace("puppet agent -o", ASKED);
  }

  @Test
  void a_lock_that_was_taken_later_cannot_have_blocked_it(Scenario test) throws Exception {
    StandIn.in(test, "", "exit 1").file("state/agent_catalog_run.lock", PID);
    Files.setLastModifiedTime(
        test.dir().resolve("state/agent_catalog_run.lock"),
        FileTime.from(Instant.now().plusSeconds(60)));

    test.args("retrypuppet", "agent", "-o")
        .run()
        .assertExit(1)
        .assertTrace("puppet agent -o", ASKED);
  }

  @Test
  void the_place_of_the_lock_is_asked_for_with_the_users_own_directories(Scenario test) {
    String body = "[ \"$1\" != config ] || echo \"$*\" >> \"$TRACE\"\n";
    ProgramResult outcome =
        test.cfg("[puppet]\ncommand = @DIR@/puppet\n")
            .script("puppet", body + "[ \"$1\" = config ] || exit 1; echo /nowhere/lock")
            .args("retrypuppet", "agent", "--confdir", "/c d", "--noop", "--vardir=/v", "--vardir")
            .run();

    outcome
        .assertExit(1)
        .assertTrace(
            "config print agent_catalog_run_lockfile --section agent --confdir /c d --vardir=/v");
  }

  @Test
  void the_lock_of_certificates_is_another(Scenario test) {
    String error =
        "Error: Another puppet instance is already running and the waitforlock setting is set to"
            + " 0; exiting";
    ProgramResult outcome =
        StandIn.in(test, "delay = 1\ntries = 2\n", "echo '" + error + "' >&2; exit 1")
            .args("retrypuppet", "agent", "-t")
            .run();

    outcome.assertExit(11).assertTrace("puppet agent -t", "asked ssl_lockfile", "puppet agent -t");
    assertThat(outcome.stdout()).isEqualTo(waiting(1, 1));
  }

  @Test
  void e8_disabled_is_said_once_and_never_waited_for(Scenario test) {
    ProgramResult outcome =
        StandIn.in(test, "", "exit 1")
            .file(
                "state/agent_disabled.lock", "{\"disabled_message\":\"no \\\"net\\\" \u001b[2J\"}")
            .args("retrypuppet", "agent", "-o")
            .run();

    outcome.assertExit(1).assertTrace("puppet agent -o", ASKED);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr())
        .isEqualTo(
            "runner: puppet: Puppet is disabled: 'no \"net\" \\u001b[2J';"
                + " to go on: puppet agent --enable\n");
  }

  @Test
  void e8_disabled_is_left_to_puppets_own_words_where_there_are_any(Scenario test) {
    String notice =
        "Notice: Skipping run of Puppet configuration client; administratively disabled"
            + " (Reason: (x));\nUse (puppet agent --enable) to re-enable.";
    ProgramResult outcome =
        StandIn.in(test, "", "echo '" + notice + "'; exit 1").args("retrypuppet", "agent").run();

    outcome.assertExit(1).assertTrace("puppet agent");
    assertThat(outcome.stdout()).isEqualTo(notice + "\n");
    assertThat(outcome.stderr()).isEmpty();
  }
}
