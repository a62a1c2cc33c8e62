package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/**
 * Where inotify(7) has nothing to give any more, a wait looks at intervals or says that it cannot.
 */
@ExtendWith(Cases.class)
final class InotifyTest {
  private static final String LOCK = "state/agent_catalog_run.lock";

  @Test
  void the_lock_of_puppet_is_looked_at(Scenario test) throws Exception {
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
    String said =
        new Staging(test)
            .playWithoutInotify(
                ">" + LOCK + "; (sleep 1; rm " + LOCK + ") & $R retrypuppet agent -t; echo end $?")
            .said();
    assertThat(said).contains("will retry in 600 seconds", "Applied catalog", "end 0\n");
  }

  @Test
  void a_wait_for_a_run_says_what_is_missing(Scenario test) throws Exception {
    test.cfg("[runner]\nmax_tries = 1\n").task("1-a", "");
    String said = new Staging(test).playWithoutInotify("$R status --wait; echo end $?").said();
    assertThat(said)
        .contains("--wait: changes of files cannot be watched: ", "raise fs.inotify", "end 69\n");
  }
}
