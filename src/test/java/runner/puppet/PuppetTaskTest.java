package runner.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** The stock task from the outside, alone and in a chain. */
@ExtendWith(Cases.class)
class PuppetTaskTest {
  private static final String DISABLED =
      "echo 'Notice: Skipping run of Puppet configuration client; administratively disabled'\n"
          + "exit 1";
  private static final String TASK = "exec $RUNNER_CONFIG_CMD puppet-agent --noop";

  @ParameterizedTest
  @CsvSource({"0, 0", "2, 0", "1, 1", "4, 1", "6, 1", "3, 1", "127, 69"})
  void puppets_codes_become_a_tasks(int puppet, int task, Scenario test) {
    String body = "echo '" + StandIn.DONE + "'; exit " + puppet;

    StandIn.in(test, "", body)
        .args("puppet-agent", "--noop")
        .run()
        .assertExit(task)
        .assertTrace("puppet agent -t --noop");
  }

  @Test
  void accepted_failures_are_success(Scenario test) {
    StandIn.in(test, "accept_failures = yes\n", "exit 6").args("puppet-agent").run().assertExit(0);
  }

  @ParameterizedTest
  @CsvSource({"exit, 3", "skip, 0", "retry, 1"})
  void e8_disabled_is_read_as_configured(String choice, int code, Scenario test) {
    ProgramResult outcome =
        StandIn.in(test, "on_disabled = " + choice + "\n", DISABLED).args("puppet-agent").run();

    outcome.assertExit(code).assertTrace("puppet agent -t");
    assertThat(outcome.stderr()).contains("Puppet is disabled");
  }

  @Test
  void killed_in_mid_run_is_no_success_though_puppet_says_0(Scenario test) {
    String body = "printf '\\033[mNotice: Caught TERM; exiting\\033[0m\\n'; exit 0";

    StandIn.in(test, "", body).args("puppet-agent").run().assertExit(1);
  }

  @Test
  void killed_in_mid_run_is_known_by_the_summary_where_the_output_goes_elsewhere(Scenario test) {
    StandIn.in(test, "", "exit 0")
        .file("state/lastrun", "---\ntime:\n  total: 1.5\n  last_run: 1500000000\n")
        .args("puppet-agent", "--logdest", "syslog");

    test.run().assertExit(1).assertTrace("puppet agent -t --logdest syslog", "asked lastrunfile");
  }

  @Test
  void a_summary_of_this_run_is_proof(Scenario test) {
    String body = "printf -- '---\\ntime:\\n  last_run: %s\\n' $(date +%s) > @DIR@/state/lastrun";

    StandIn.in(test, "", body).args("puppet-agent").run().assertExit(0);
  }

  @ParameterizedTest
  @CsvSource({"retrypuppet, 127", "puppet-agent, 69"})
  void no_puppet_is_one_clear_line(String verb, int code, Scenario test) {
    ProgramResult outcome =
        test.cfg("[puppet]\ncommand = @DIR@/nothing\n").args(verb, "agent").run();

    outcome.assertExit(code);
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr())
        .isEqualTo(
            "runner: puppet: cannot be started: '@DIR@/nothing' does not exist; create it\n");
  }

  @Test
  void a_mistake_in_the_settings_is_told_before_puppet_is_called(Scenario test) {
    ProgramResult outcome = StandIn.in(test, "trie = 3\n", "").args("retrypuppet").run();

    outcome.assertExit(78).assertTrace();
    assertThat(outcome.stderr()).contains("[puppet] trie: unknown key; did you mean tries?");
  }

  @Test
  void e1_changes_applied_do_not_halt_a_chain(Scenario test) {
    ProgramResult outcome =
        StandIn.in(test, "", "exit 2").task("1-p", TASK).task("2-next", "").haltTask("").run();

    outcome.assertExit(0).assertTrace("task 1-p", "puppet agent -t --noop", "task 2-next");
  }

  @Test
  void e8_disabled_stops_a_chain_without_its_halt_task(Scenario test) {
    ProgramResult outcome =
        StandIn.in(test, "[p]\nexit_codes = 3\n", DISABLED)
            .task("1-p", TASK)
            .task("2-next", "")
            .haltTask("")
            .run();

    outcome.assertExit(1).assertTrace("task 1-p", "puppet agent -t --noop");
  }

  @Test
  void a_task_over_its_limit_takes_puppet_along(Scenario test) {
    String body = "trap 'exit 0' TERM; sleep 30 & wait";
    ProgramResult outcome =
        StandIn.in(test, "[p]\nmax_time = 3\nmax_tries = 1\n", body)
            .task("1-p", TASK)
            .haltTask("")
            .run();

    outcome.assertExit(1).assertTrace("task 1-p", "puppet agent -t --noop", "halt");
    outcome.assertNoOrphans();
  }

  @Test
  void help_on_the_task_is_ours(Scenario test) {
    ProgramResult outcome = StandIn.in(test, "", "").args("puppet-agent", "--help").run();

    outcome.assertExit(0).assertTrace();
    assertThat(outcome.stdout()).contains("11 when the lock").contains("puppet-agent [ARGS...]");
  }

  @Test
  void options_of_the_chain_do_not_go_before_puppets_name(Scenario test) {
    StandIn.in(test, "", "").args("-n", "2", "retrypuppet").run().assertExit(64).assertTrace();
  }
}
