package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/** What gets into a spool, and what may lie in it without harm. */
@ExtendWith(Cases.class)
final class JobsSpoolTest {
  private static final String CFG = "[jobs]\njob_retry = yes\nhost_id = web1\ntasks_dir = jobs.d\n";

  private static final String ROTATE = "echo \"job $RUNNER_TASK\" >> \"$TRACE\"\n";

  @Test
  @DisplayName("F8 names that could be paths are refused at submit, and nothing is written")
  void pathsAsNames(Scenario test) throws Exception {
    test.cfg(CFG + "dir = @DIR@/spool\n").script("jobs.d/rotate", ROTATE);
    Staging.Played played =
        new Staging(test)
            .play(
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
    assertThat(played.said()).contains("\n6\n", "\n3\n").endsWith("\nweb1\n");
  }

  @Test
  @DisplayName("F5 what was set aside is shown by jobs check until it is removed")
  void setAside(Scenario test) throws Exception {
    test.cfg(CFG + "dir = @DIR@/spool\n").script("jobs.d/rotate", ROTATE);
    Staging.Played played =
        new Staging(test)
            .play(
                """
                bad=$($R jobs submit rotate); $R jobs submit rotate; $R jobs check; echo before $?
                cd spool/hosts/web1/pending; echo x >>$bad; echo x >'it'"'"'s $(touch evil)'; cd - >/dev/null
                touch trace; $R jobs run-pending -q; echo ran $?
                $R jobs check >faults; echo found $?; cat faults; $R jobs check --json
                sed 's/.*; rm/rm/' faults | sh; $R jobs check; echo after $?
                ls spool/hosts/web1/quarantine | wc -l; ls trace evil
                """);
    assertThat(played.said())
        .contains("no fault found\nbefore 0\n", "ran 0\n", "found 78\n")
        .containsPattern("quarantine/[0-9]{20}_[0-9a-f]{6}[.][0-9]+: is no job \\(the line is too ")
        .containsPattern("quarantine/it_s___touch_evil_[.][0-9]+: is no job \\(its name, 'it's ")
        .contains("and was set aside; submit anew what is missed; rm -r @DIR@/spool/hosts/web1")
        .contains("\"fact\" : \"is no job (", "no fault found\nafter 0\n0\n")
        .contains("cannot access 'evil'");
  }

  @Test
  @DisplayName("F9 a host that gets another name leaves the jobs of the old one where they are")
  void renamedHost(Scenario test) throws Exception {
    test.cfg(CFG).script("jobs.d/rotate", ROTATE);
    Staging.Played played =
        new Staging(test)
            .play(
                """
                $R jobs submit rotate; sed -i s/web1/web2/ runner.cfg
                $R jobs run-pending; echo code $?; ls trace; $R jobs list
                """);
    assertThat(played.said()).contains("code 0\n", "web1  pending, host never seen");
    assertThat(test.dir().resolve("trace")).doesNotExist();
  }
}
