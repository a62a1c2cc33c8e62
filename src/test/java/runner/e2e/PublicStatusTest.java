package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;
import runner.support.Schema;

/** What the status shows of a run to programs and to other users. */
@ExtendWith(Cases.class)
final class PublicStatusTest {
  private static final String SECRET = "canary-91ab";
  private static final String CFG =
      "[runner]\nmax_tries = 1\nhalt_task =\n[env]\nTOKEN = "
          + SECRET
          + "\n[b]\nonly_if = sh -c 'exit 1' "
          + SECRET
          + "\n";

  /** Makes /run and /var/lib empty. */
  private static final String FRESH =
      "mount -t tmpfs none /run && mount -t tmpfs none /var/lib || exit 99\n"
          + "unset RUNNER_STATE_DIR XDG_STATE_HOME; export HOME=/nonexistent\n";

  /** Another user, who can find the program under test in any directory. */
  private static final String NOBODY =
      "setpriv --reuid 65534 --clear-groups --inh-caps -all,+dac_read_search"
          + " --ambient-caps -all,+dac_read_search ";

  private static final String WAITS = "echo ready >> \"$TRACE\"\nread line < go\n";
  private static final String BEGIN =
      "touch trace; mkfifo go; $R & r=$!\nuntil grep -q ready trace; do sleep .05; done\n";

  @Test
  @DisplayName("the JSON of each state conforms to docs/status.schema.json")
  void the_document_conforms_to_its_schema(Scenario test) throws Exception {
    test.cfg("[runner]\nmax_tries = 2\nretry_jitter = 0\nsleep_time = 0\nhalt_task =\n")
        .task("1-a", "")
        .task("2-b", "kill -9 $$")
        .task("3-c", WAITS)
        .file("runner2.cfg", "[runner]\nhalt_task =\n[b]\nfrequency = once\nallow_failure = yes\n");
    new CaseShell(test)
        .run(
            "$P status --json >never; $R; $P status --json >failed\n"
                + "touch trace; mkfifo go; $P -c runner2.cfg tasks.d & r=$!\n"
                + "until grep -q ready trace; do sleep .05; done\n"
                + "$P status --json >running; kill -9 $r; $P status --json >killed; echo >go");
    for (String state : List.of("never", "failed", "running", "killed")) {
      String document = Files.readString(test.dir().resolve(state));
      assertThat(schema().errors(document)).as(document).isEmpty();
    }
    assertThat(Files.readString(test.dir().resolve("failed"))).contains("\"signal\" : 9");
    assertThat(Files.readString(test.dir().resolve("running"))).contains("\"finished\" : null");
  }

  @Test
  void the_schema_refuses_a_wrong_document() throws Exception {
    assertThat(schema().errors("{\"schema\": 2, \"state\": \"fine\", \"extra\": 1}")).hasSize(4);
  }

  private static Schema schema() throws Exception {
    return Schema.of(Path.of("docs", "status.schema.json"));
  }

  @Test
  void every_user_sees_roots_chain_but_none_of_its_values(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS).task("2-b", "");
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                FRESH
                    + BEGIN
                    + "until [ -e /run/runner/status.json ]; do sleep .05; done\n"
                    + (NOBODY + "$P status; echo during $?\n")
                    + (NOBODY + "$P status --wait=30 >w & w=$!\n")
                    + "echo >go; wait $r; wait $w; echo waited $?; cat w\n"
                    + (NOBODY + "$P status --json >public; echo after $?\n")
                    + "stat -c %a /run/runner /run/runner/status.json; cp /run/runner/status.json .");
    String document = Files.readString(test.dir().resolve("status.json"));
    assertThat(result.output())
        .contains("running: run 000001-", "during 3\n", "waited 0\n", "after 0\n", "755\n644\n")
        .containsPattern("succeeded +1-a")
        .containsPattern("skipped +2-b\n");
    assertThat(schema().errors(document)).as(document).isEmpty();
    assertThat(test.dir().resolve("public")).hasContent(document);
    assertThat(document).doesNotContain(SECRET, "only_if");
  }

  /** The capability to read all files does not open /proc/PID/root of another user. */
  @Test
  void a_user_without_a_readable_home_sees_roots_chain(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                FRESH
                    + (NOBODY + "env HOME=/proc/1/root $P status; echo before $?\n")
                    + (NOBODY + "env HOME=/proc/1/root $P status --wait=60 >w & w=$!\n")
                    + BEGIN
                    + "until grep -q running /run/runner/status.json; do sleep .05; done\n"
                    + "for home in /proc/1/root /dev/null; do\n"
                    + (NOBODY + "env HOME=$home $P status >/dev/null; echo home $?; done\n")
                    + (NOBODY + "env -u HOME $P status; echo none $?\n")
                    + "echo >go; wait $r; wait $w; echo waited $?");
    assertThat(result.output())
        .contains("before 4\n", "home 3\nhome 3\n", "running: run 000001-", "none 3\n")
        .contains("waited 0\n")
        .doesNotContain("denied");
  }

  @Test
  void a_killed_chain_is_shown_as_interrupted(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", WAITS);
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                FRESH
                    + BEGIN
                    + "until grep -q running /run/runner/status.json; do sleep .05; done\n"
                    + (NOBODY + "$P status --wait >w & w=$!\n")
                    + "until ls -l /proc/$w/fd 2>/dev/null | grep -q inotify; do sleep .05; done\n"
                    + "kill -9 $r; wait $w; echo waited $?; cat w; echo >go");
    assertThat(result.output()).contains("waited 1\n", "interrupted: run", "its runner died");
  }

  @Test
  void a_chain_with_another_state_directory_is_not_shown(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    CaseShell.Result result =
        new CaseShell(test).runInMountNamespace(FRESH + "$R --state-dir s; echo $?; find /run");
    assertThat(result.output()).contains("\n0\n").doesNotContain("status.json");
  }
}
