package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;
import runner.support.Schema;

/** What the status says of a chain that waits for its next try. */
@ExtendWith(Cases.class)
final class StatusBetweenTriesTest {
  private static final String CFG =
      "[runner]\nmax_tries = 5\nretry_jitter = 0\nsleep_time = 3000\nhalt_task =\n";

  private static final String WAITS =
      "$R >/dev/null 2>&1 & r=$!\n"
          + "until grep -qs '\"type\":\"retry\"' $S/runs/*/journal; do sleep .05; done\n";

  @Test
  @DisplayName("between tries it says that it waits, until when, why, and which try of how many")
  void a_wait_is_told(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "").task("20-net.sh", "exit 3");
    String text =
        new CaseShell(test)
            .run(WAITS + "$P status; echo code $?; $P status --json >json; kill $r; wait $r")
            .output();
    assertThat(text)
        .containsPattern(
            "^running: run [^,]+, waiting until 20[0-9T:-]+Z for try 2 of 5 since 20-net.sh failed,"
                + " began ")
        .contains("code 3");
    String json = Files.readString(test.dir().resolve("json"));
    assertThat(Schema.of(Path.of("docs", "status.schema.json")).errors(json)).isEmpty();
    assertThat(json)
        .containsPattern("\"state\" : \"running\"")
        .containsPattern("\"try\" : 1,\n +\"max_tries\" : 5,")
        .containsPattern("\"waiting\" : [{]\n +\"until\" : \"20[0-9T:.-]+Z\",\n +\"try\" : 2,")
        .contains("\"task\" : \"20-net.sh\",\n    \"reason\" : \"20-net.sh failed\"");
  }

  @Test
  void a_run_that_was_stopped_while_it_waited_waits_no_more(Scenario test) throws Exception {
    test.cfg(CFG).task("20-net.sh", "exit 3");
    String text =
        new CaseShell(test)
            .run(WAITS + "kill -9 $r; wait $r; $P status; $P status --json | grep waiting")
            .output();
    assertThat(text)
        .containsPattern("interrupted: run [^,]+, try 1 of 5, began .*; its runner died\n")
        .contains("\"waiting\" : null");
  }

  @Test
  @DisplayName("other users are told of the wait as well")
  void the_public_status_has_it(Scenario test) throws Exception {
    test.cfg(CFG).task("20-net.sh", "exit 3");
    String text =
        new CaseShell(test)
            .runInMountNamespace(
                "mount -t tmpfs none /run && mount -t tmpfs none /var/lib || exit 99\n"
                    + "unset RUNNER_STATE_DIR XDG_STATE_HOME; export HOME=/nonexistent\n"
                    + "$R >/dev/null 2>&1 & r=$!\n"
                    + "until grep -qs until /run/runner/status.json; do sleep .05; done\n"
                    + "setpriv --reuid 65534 --clear-groups --inh-caps -all,+dac_read_search"
                    + " --ambient-caps -all,+dac_read_search $P status\n"
                    + "cp /run/runner/status.json json; kill $r; wait $r; cat json")
            .output();
    assertThat(text)
        .containsPattern("waiting until 20[0-9T:-]+Z for try 2 of 5 since 20-net.sh failed,")
        .contains("\"max_tries\" : 5,", "\"reason\" : \"20-net.sh failed\"");
    String json = Files.readString(test.dir().resolve("json"));
    assertThat(Schema.of(Path.of("docs", "status.schema.json")).errors(json)).isEmpty();
  }
}
