package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;
import runner.support.SomeBoots;

/** history, logs, analyze, report and collect, end to end. */
@ExtendWith(Cases.class)
final class PastRunsTest {
  private static final String CFG =
      """
      [runner]
      max_tries = 1
      halt_task =
      [env]
      CANARY = canary-in-the-mine
      [checkout]
      api_token = tok-en-of-the-realm
      """;

  private static Scenario state(Scenario test) throws IOException {
    SomeBoots.in(test.dir().resolve("past"));
    return test.cfg(CFG).args("--state-dir", "@DIR@/past");
  }

  @Test
  void before_the_first_run_each_command_reports_that_there_is_none(Scenario test)
      throws Exception {
    test.cfg(CFG);
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                $P history; echo history $?; $P history --json; echo json $?
                $P logs; echo logs $?; $P logs -f x; echo follow $?
                $P analyze blame --json; echo blame $?; $P report --html p.html; echo report $?
                $R collect --output b.tar.gz; echo collect $?; ls $S
                """);
    assertThat(result.output())
        .contains("history 0", "\"runs\" : [ ]", "json 0", "logs 1", "follow 1", "blame 1")
        .contains("report 1", "@DIR@/b.tar.gz\ncollect 0", "no run is kept here; run the chain")
        .contains("ls: cannot access");
  }

  @Test
  void an_unknown_run_task_or_view_is_refused_with_a_suggestion(Scenario test) throws Exception {
    state(test);
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                past() { $R --state-dir past "$@"; echo "code $?"; }
                past logs --run 9; past logs --run 000003-20261122T020124Z; past logs 40-pupet.sh
                past logs pupet; past logs ready; past logs net --run 000000000003 -q
                past analyze compare 1; past analyze blam; past analyze; past report
                """);
    assertThat(result.output())
        .contains("runner: '9': is no kept run; 'runner history' lists them\ncode 1\n")
        .contains("did you mean 000003-20261122T020123Z? 'runner history' lists them\ncode 1\n")
        .contains(
            "'40-pupet.sh': is no task of run 000004-20261123T020209Z; did you mean 40-puppet.sh?")
        .contains("did you mean puppet?\ncode 1\n")
        .contains("runner: 60-ready did not run in run 000004-20261123T020209Z\ncode 1\n")
        .contains("\nup\ncode 0\n")
        .contains("code 64\n", "did you mean blame?");
    assertThat(result.output().lines().filter("code 64"::equals)).hasSize(4);
  }

  @Test
  void a_damaged_record_is_reported_and_the_others_are_shown(Scenario test) throws Exception {
    state(test);
    Path journal = test.dir().resolve("past/runs/000002-20261121T020041Z/journal");
    Files.writeString(journal, "\n" + Files.readString(journal));
    ProgramResult history = test.args("history").run();
    assertThat(history.exit()).isZero();
    assertThat(history.stdout())
        .contains("000001-", "000003-", "000004-")
        .doesNotContain("000002-");
    assertThat(history.stderr()).contains("journal: the record is damaged: line 1");
  }

  @Test
  @DisplayName("a secret of [env] is in no page, bundle, list or analysis")
  void secrets_are_in_no_output(Scenario test) throws Exception {
    test.cfg(CFG + "[3-bad]\nallow_failure = yes\n");
    test.task("1-env", "env; echo tok-en-of-the-realm; echo postgres://u:p4ssw0rd@db/x");
    test.task("2-ok", "echo $CANARY >&2").task("3-bad", "echo \"$CANARY\"; exit 3");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                $R >/dev/null 2>&1; mkdir out; umask 0
                $R report --html out/p.html; $R collect --output out/b.tar.gz >out/path
                $R history >out/h; $R history --json >out/hj; $R history -v >out/hv
                for each in blame critical plot 'blame --json' 'critical --json' 'compare 1 1 --json'
                  do $R analyze $each >"out/$each"; done; tar xzf out/b.tar.gz -C out; stat -c %a out/p.html out/b.tar.gz; ls out/*--json | wc -l
                grep -rlE 'canary-in|tok-en-of|p4ssw0rd' out; echo leaks $?
                $R collect --output out/b.tar.gz; echo again $?; find out -name '*.log' | wc -l
                cat out/runner-collect-*/configuration.txt
                """);
    assertThat(result.output())
        .contains("600\n600\n3\nleaks 1\n", "b.tar.gz: is there already; remove it")
        .contains("again 73\n3\n")
        .contains("CANARY = ****", "api_token = ****", "max_tries = 1");
    Path out = test.dir().resolve("out");
    assertThat(out.resolve("p.html")).content().contains("****", "1-env", "exit code 3");
    try (Stream<Path> all = Files.walk(out)) {
      List<String> names = all.map(file -> file.getFileName().toString()).toList();
      assertThat(names)
          .contains("about.txt", "plan.txt", "history.json", "configuration.txt", "state.txt")
          .contains("journal", "001-1-env.1.log");
    }
  }

  @Test
  void page_and_bundle_can_be_written_to_standard_output(Scenario test) throws Exception {
    state(test);
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                $R --state-dir past report --html - >p; head -c 15 p; echo " code $?"
                $R --state-dir past collect --output - | tar tz | grep -c about.txt; ls -- -
                $R --state-dir past report --html - >/dev/full; echo full $?
                $R --state-dir past collect --output - >/dev/full; echo full $?
                """);
    assertThat(result.output())
        .startsWith("<!DOCTYPE html> code 0\n1\nls: cannot access '-'")
        .contains("runner: standard output cannot be written\nfull 73\n")
        .endsWith("runner: standard output cannot be written\nfull 73\n");
  }

  @Test
  void with_a_broken_configuration_collect_leaves_logs_out(Scenario test) throws Exception {
    state(test);
    test.file("runner.cfg", "[env]\nCANARY = canary-in-the-mine\nthis is no line\n");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                $R --state-dir past collect --output b.tar.gz; echo code $?
                tar xzf b.tar.gz; grep -rl canary-in-the runner-collect-*; cat runner-collect-*/left-out.txt
                """);
    assertThat(result.output())
        .contains("it is not known what is secret: no logs", "@DIR@/b.tar.gz\ncode 0\n")
        .endsWith("configuration, plan and logs: the configuration cannot be read\n");
  }

  /** Root without its capabilities has the rights of any other user. */
  @Test
  void without_permission_to_read_the_state_each_command_exits_66(Scenario test) throws Exception {
    state(test);
    CaseShell.Result result =
        new CaseShell(test)
            .runInMountNamespace(
                """
                chown -R 65534 past
                as() { setpriv --bounding-set=-dac_override,-dac_read_search \\
                  $P --state-dir $PWD/past "$@"; echo "code $?"; }
                as history; as logs; as analyze plot; as report --html /tmp/x; as collect
                """);
    assertThat(result.output().lines().filter("code 66"::equals)).as(result.output()).hasSize(5);
    assertThat(result.output())
        .contains(
            "the kept runs cannot be read: permission denied; ask as the user the runner runs");
  }

  @Test
  void logs_f_ends_with_the_run(Scenario test) throws Exception {
    test.cfg(CFG)
        .task("1-a", "echo one; touch started; until [ -e go ]; do sleep .05; done; echo two");
    test.task("2-b", "printf 'three, \\033[31mno end'");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                $R >/dev/null 2>&1 & until [ -e started ]; do sleep .05; done
                : >seen; $P logs -f >seen & f=$!; until grep -q one seen; do sleep .05; done
                touch go; wait $f; echo code $?; cat seen
                """);
    assertThat(result.output())
        .matches(
            "(?s)code 0\n==> 1-a, try 1: running <==\none\ntwo\n==> 2-b, try 1: .* <==\nthree, no end\n");
  }

  @Test
  void logs_f_ends_when_the_runner_is_killed(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "echo one; echo $$ >task; touch started; exec sleep 60");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                sh -c 'echo $$ >pid; exec $R' >/dev/null 2>&1 & until [ -e started ]; do sleep .05; done
                : >seen; $P logs -f >seen & f=$!; until grep -q one seen; do sleep .05; done
                kill -9 $(cat pid); wait $f; echo code $?; cat seen; $P history | grep -c interrupted
                $P analyze critical | grep -c 'its runner died'; kill $(cat task)
                """);
    assertThat(result.output()).contains("code 0\n==> 1-a, try 1: running <==\none\n1\n1\n");
  }

  /** The first reader of the record gets it without its end; later it is complete. */
  @Test
  void a_run_that_ends_while_its_record_is_read_is_not_interrupted(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                $R >/dev/null 2>&1; cd $S/runs/*; cp journal whole; sed '$d' whole >begun
                look() { rm journal; mkfifo journal
                  (exec 3>journal; cp whole new; mv new journal; cat begun >&3) &
                  $P "$@"; echo "code $?"; wait; }
                look status; look status --wait=60; look history; look logs -f
                """);
    assertThat(result.output())
        .doesNotContain("interrupted", "code 1")
        .containsPattern("^succeeded: run .*\n.*\ncode 0\nsucceeded: run ")
        .containsPattern("succeeded +0[.][0-9]+ s .*\ncode 0\n");
  }

  @Test
  void logs_f_ends_when_its_reader_ends(Scenario test) throws Exception {
    test.cfg(CFG)
        .task("1-a", "echo one; touch started; until [ -e go ]; do echo x; sleep .05; done");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                """
                $R >/dev/null 2>&1 & r=$!; until [ -e started ]; do sleep .05; done
                $P logs -f | head -2; echo over; touch go; wait $r; echo chain $?
                """);
    assertThat(result.output()).isEqualTo("==> 1-a, try 1: running <==\none\nover\nchain 0\n");
  }
}
