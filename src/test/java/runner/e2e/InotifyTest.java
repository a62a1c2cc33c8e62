package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/** Without inotify(7) a wait checks at intervals, or fails with a message. */
@ExtendWith(Cases.class)
final class InotifyTest {
  private static final String LOCK = "state/agent_catalog_run.lock";

  @Test
  void the_lock_of_puppet_is_checked_at_intervals(Scenario test) throws Exception {
    String blocked = "already in progress; skipping  (@DIR@/" + LOCK + " exists)";
    test.cfg("[puppet]\ncommand = @DIR@/puppet\ndelay = 600\n")
        .directory("state")
        .script(
            "puppet",
            "[ ! -e @DIR@/"
                + LOCK
                + " ] || { echo 'Notice: Run of Puppet configuration client "
                + blocked
                + "'; exit 1; }\necho 'Notice: Applied catalog in 0.01 seconds'\n");
    String output =
        new CaseShell(test)
            .runWithoutInotify(
                ">" + LOCK + "; (sleep 1; rm " + LOCK + ") & $R retrypuppet agent -t; echo end $?")
            .output();
    assertThat(output).contains("will retry in 600 seconds", "Applied catalog", "end 0\n");
  }

  @Test
  void a_wait_for_a_run_fails_with_the_limit_to_raise(Scenario test) throws Exception {
    test.cfg("[runner]\nmax_tries = 1\n").task("1-a", "");
    String output = new CaseShell(test).runWithoutInotify("$R status --wait; echo end $?").output();
    assertThat(output)
        .contains("--wait: changes of files cannot be watched: ", "raise fs.inotify", "end 69\n");
  }
}
