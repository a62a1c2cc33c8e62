package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/** Which jobs a spool accepts, and that foreign files in it do no harm. */
@ExtendWith(Cases.class)
final class JobsSpoolTest {
  private static final String CFG = "[jobs]\njob_retry = yes\nhost_id = web1\ntasks_dir = jobs.d\n";

  private static final String ROTATE = "echo \"job $RUNNER_TASK\" >> \"$TRACE\"\n";

  @Test
  @DisplayName("names that could be paths are refused at submit, and nothing is written")
  void names_that_could_be_paths_are_refused(Scenario test) throws Exception {
    test.cfg(CFG + "dir = @DIR@/spool\n").script("jobs.d/rotate", ROTATE);
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                long=$(head -c 300 /dev/zero | tr '\\0' a); line='a
                b'
                for name in ../../etc/x "$long" "$line"; do
                  $R jobs submit --to="$name" rotate; echo $?
                  $R jobs submit -- "$name"; echo $?
                done | grep -c '^64$'
                for verb in show cancel retry; do
                  $R jobs $verb -- ../../etc/x; echo $?
                done | grep -c '^64$'
                $R jobs submit --dedupe-key ../../etc/x rotate; find . -name x; ls spool/hosts
                """);
    assertThat(result.output()).contains("\n6\n", "\n3\n").endsWith("\nweb1\n");
  }

  @Test
  @DisplayName("jobs check shows a file that was set aside until it is removed")
  void files_that_were_set_aside_are_shown(Scenario test) throws Exception {
    test.cfg(CFG + "dir = @DIR@/spool\n").script("jobs.d/rotate", ROTATE);
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                bad=$($R jobs submit rotate); $R jobs submit rotate; $R jobs check; echo before $?
                cd spool/hosts/web1/pending; echo x >>$bad; echo x >'it'"'"'s $(touch evil)'; cd - >/dev/null
                touch trace; $R jobs run-pending -q; echo ran $?
                $R jobs check >faults; echo found $?; cat faults; $R jobs check --json
                sed 's/.*; rm/rm/' faults | sh; $R jobs check; echo after $?
                ls spool/hosts/web1/quarantine | wc -l; ls trace evil
                """);
    assertThat(result.output())
        .contains("no fault found\nbefore 0\n", "ran 0\n", "found 78\n")
        .containsPattern("quarantine/[0-9]{20}_[0-9a-f]{6}[.][0-9]+: is no job \\(the line is too ")
        .containsPattern("quarantine/it_s___touch_evil_[.][0-9]+: is no job \\(its name, 'it's ")
        .contains("and was set aside; submit anew what is missed; rm -r @DIR@/spool/hosts/web1")
        .contains("\"fact\" : \"is no job (", "no fault found\nafter 0\n0\n")
        .contains("cannot access 'evil'");
  }

  @Test
  @DisplayName("a host that was renamed does not do the jobs of its old name")
  void a_renamed_host(Scenario test) throws Exception {
    test.cfg(CFG).script("jobs.d/rotate", ROTATE);
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                $R jobs submit rotate; sed -i s/web1/web2/ runner.cfg
                $R jobs run-pending; echo code $?; ls trace; $R jobs list
                """);
    assertThat(result.output()).contains("code 0\n", "web1  pending, host never seen");
    assertThat(test.dir().resolve("trace")).doesNotExist();
  }
}
