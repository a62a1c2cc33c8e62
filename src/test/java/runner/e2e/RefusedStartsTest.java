package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/** A start that was refused is the last one for all who ask, and believes nothing it refused. */
@ExtendWith(Cases.class)
final class RefusedStartsTest {
  private static final String CFG = "[runner]\nmax_tries = 1\nkill_grace = 1\nhalt_task =\n";

  /** Root's own places are empty; {@code $D} is the default state directory. */
  private static final String FRESH =
      "mount -t tmpfs none /run && mount -t tmpfs none /var/lib || exit 99\n"
          + "unset RUNNER_STATE_DIR XDG_STATE_HOME; export HOME=/nonexistent D=/var/lib/runner\n";

  private static String run(Scenario test, String script) throws Exception {
    return new CaseShell(test).run(script).output();
  }

  private static String runAsRoot(Scenario test, String script) throws Exception {
    return new CaseShell(test).runInMountNamespace(FRESH + script).output();
  }

  @Test
  void the_status_names_the_code_the_first_problem_and_how_often(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    String output =
        run(
            test,
            "chmod -x tasks.d/1-a; $R; $R; $P status; echo $?; $R history; $P -c runner.cfg status");
    assertThat(output)
        .containsPattern(
            "refused: run 000001-\\S+, exit 78 at \\S+, 2 times in a row; .*/1-a: is not")
        .contains("chmod +x", "\n1\n");
  }

  @Test
  void an_unsafe_configuration_names_no_place_for_what_root_writes(Scenario test) throws Exception {
    test.cfg(CFG + "state_dir = own\nmetrics_file = m.prom\n").task("1-a", "");
    String output =
        runAsRoot(
            test,
            "chmod 666 runner.cfg; $R >/dev/null 2>&1; echo exit $?; ls; ls $D/runs | wc -l\n"
                + "$R status; echo told $?; $P status; echo plain $?; $P history");
    assertThat(output)
        .contains("exit 77\n", "told 1\n", "plain 1\n")
        .doesNotContain("m.prom\n", "\nown\n")
        .containsPattern("refused +- +1 +0/0 +exit 77: .*runner.cfg: writable by everyone");
  }

  @Test
  void a_chain_with_a_state_directory_of_its_own_is_told_of_its_mistakes(Scenario test)
      throws Exception {
    test.cfg(CFG + "state_dir = own\n").task("1-a", "");
    String output =
        runAsRoot(
            test,
            "$R 2>&1; $R status >/dev/null; echo good $?\n"
                + "echo 'max_tries = zero' >>runner.cfg; $R; $R status; echo bad $?\n"
                + "$R history; sed -i '$d' runner.cfg; $R; $R status >/dev/null; echo again $?");
    assertThat(output)
        .contains("good 0\n", "bad 1\n", "again 0\n", "refused: run 0000")
        .contains("the last start was refused, as 'runner status' says: ");
  }

  @Test
  void the_mistakes_of_another_chain_are_no_answer(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    test.file("b.cfg", "[runner]\nstate_dir = own\nmax_tries = zero\n");
    String output =
        runAsRoot(
            test,
            "$R; $P -c b.cfg tasks.d; $R status >/dev/null; echo a $?\n"
                + "$P status >/dev/null; echo plain $?; $P -c b.cfg status >/dev/null; echo b $?\n"
                + "grep -c '\"state\" : \"succeeded\"' /run/runner/status.json");
    assertThat(output).contains("a 0\n", "plain 0\n", "b 1\n").endsWith("b 1\n2\n");
  }

  @Test
  void no_value_of_the_environment_is_recorded(Scenario test) throws Exception {
    test.cfg(CFG + "[env]\nGOOD = canary-1\ncanary-2 canary-3\n").task("1-a", "");
    String output =
        runAsRoot(
            test, "$R; echo exit $?; $R status; $R history; cat /run/runner/*; grep -rl canary $D");
    assertThat(output).contains("exit 78\n", "is neither [section] nor key = value");
    assertThat(output.lines().skip(1).toList()).noneMatch(line -> line.contains("canary"));
  }

  @Test
  void a_start_that_was_turned_away_leaves_no_trace(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "touch ready; read line <go");
    String output =
        run(
            test,
            "mkfifo go; $R >/dev/null 2>&1 & r=$!\nuntil [ -e ready ]; do sleep .05; done\n"
                + "cp $S/lock before; $R; echo busy $?; $R -n 2 ./bad; echo bad $?\n"
                + "$P reset --all --yes; echo reset $?; cmp before $S/lock && echo same\n"
                + "echo >go; wait $r; $R history | grep -c 0000");
    assertThat(output).contains("busy 75\n", "bad 66\n", "reset 75\n", "same\n").endsWith("\n1\n");
  }

  @Test
  void who_refuses_or_resets_does_not_sign_the_lock(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    String output =
        run(
            test,
            "$R; cp $S/lock before; $P reset --all --yes; chmod -x tasks.d/1-a; $R; echo $?\n"
                + "cmp before $S/lock && echo same");
    assertThat(output).contains("78\nsame\n");
  }

  @Test
  void a_directory_that_breaks_between_two_iterations_is_told(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "chmod -x tasks.d/1-a");
    assertThat(run(test, "$R -n 2; echo exit $?; $P status; echo told $?; $R history"))
        .contains("exit 78\n", "refused: run 000002-", "told 1\n")
        .containsPattern("000001-.*succeeded");
  }

  @Test
  void a_chain_that_halts_since_its_jobs_cannot_be_asked_for_is_told(Scenario test)
      throws Exception {
    String jobs = "[jobs]\njob_retry = yes\nbackend = postgresql\ntrusted_keys_dir = k\n";
    String url = "url = jdbc:postgresql://127.0.0.1:1/x\non_unreachable = halt\n";
    test.cfg(CFG + jobs + url + "run_at = before-chain\n").task("1-a", "").directory("k");
    test.file("after.cfg", CFG + jobs + url);
    assertThat(
            run(test, "$R; $P status; echo before $?; $P -c after.cfg; $P status; echo after $?"))
        .contains("before 1\n", "after 1\n")
        .containsPattern("halted: run 000001-.*the jobs of this host cannot be asked for")
        .containsPattern("halted: run 000003-.*the jobs of this host cannot be asked for");
  }

  @Test
  void wrong_usage_and_a_dry_run_are_no_starts(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    String output =
        run(
            test,
            "$R -n -1; echo $?; chmod -x tasks.d/1-a; $R --dry-run; $P check; $P plan\n"
                + "$P status; echo told $?");
    assertThat(output).contains("64\n", "never ran\n", "told 4\n");
  }

  @Test
  void the_run_that_frees_a_full_disk_is_recorded_whole(Scenario test) throws Exception {
    test.cfg(CFG).task("1-free", "rm -f fs/fill").task("2-b", "");
    String output =
        new CaseShell(test)
            .runInMountNamespace(
                "mkdir fs; mount -t tmpfs -o size=512k none fs || exit 99; mkdir fs/s\n"
                    + "cat /dev/zero >fs/fill 2>/dev/null; R=\"$R --state-dir fs/s\"\n"
                    + "$R; echo exit $?; $R status; echo told $?; $R history")
            .output();
    assertThat(output)
        .contains("exit 0\n", "told 0\n")
        .containsPattern("succeeded +1-free")
        .containsPattern("000001-\\S+ +\\S+ +succeeded .* 2/2");
  }

  @Test
  void a_run_that_a_full_disk_hid_is_taken_up_by_the_next_start(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", ". ./do\n").file("do", "");
    String output =
        new CaseShell(test)
            .runInMountNamespace(
                "mkdir fs; mount -t tmpfs -o size=512k none fs || exit 99; mkdir fs/s\n"
                    + "R=\"$R -q --state-dir fs/s\"; $R; cat /dev/zero >fs/fill 2>/dev/null\n"
                    + "echo 'exit 1' >do; $R; $R status; echo full $?; ls fs/s/runs/000002*\n"
                    + "rm fs/fill; $R status >/dev/null; echo room $?; : >do; $R\n"
                    + "ls fs/s/runs/000002*; $R history")
            .output();
    assertThat(output)
        .contains("full 1\n", "room 1\n", "\njournal\n")
        .containsPattern("000002-\\S+ +\\S+ +failed .* maximum attempts reached")
        .containsPattern("000003-\\S+ +\\S+ +succeeded");
  }
}
