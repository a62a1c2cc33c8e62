package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** Words that other programs understand, and options in part: what was meant is said, or done. */
@ExtendWith(Cases.class)
final class MeantWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "list | 'list' is no command and no directory; did you mean plan or status?",
        "run | 'run' is no command and no directory; to run the chain, leave the word out",
        "start now | to run the chain, leave the word out: runner -c FILE",
        "stop | to stop a chain, send TERM to its process, or: systemctl stop runner",
        "show | did you mean status or config show?",
        "states | did you mean status?",
        "hist | did you mean history?",
        "lint | did you mean check?",
        "get | did you mean -g SECTION.KEY?",
        "zzzz | 'zzzz' is no command and no directory",
        "-- plan | 'plan' is no command and no directory; did you mean ./plan?",
        "--dryrun | did you mean --dry-run?",
        "--list | did you mean plan or status?",
        "jobs ls | did you mean list?",
        "jobs rm | did you mean cancel or purge?",
        "pool show | 'show' is no command of runner pool",
        "config list | did you mean show?"
      })
  void a_word_that_is_no_command_is_64_and_names_what_was_meant(
      String typed, String said, Scenario test) {
    test.cfg("").task("1-a", "");
    ProgramResult result = test.args(typed.split(" ", -1)).run();
    result.assertExit(64).assertTrace();
    assertThat(result.stderr()).contains(said).endsWith(" --help\n");
  }

  @ParameterizedTest
  @CsvSource({"nowhere/", "./nowhere", "tasks.old", "tasks2"})
  void a_missing_directory_is_still_66(String typed, Scenario test) {
    ProgramResult result = test.cfg("").args(typed).run();
    result.assertExit(66);
    assertThat(result.stderr()).contains("no such task directory; name a directory that can be");
  }

  @Test
  void a_directory_named_like_another_programs_command_is_a_task_directory(Scenario test) {
    test.cfg("").script("start/1-a", "echo ran >> \"$TRACE\"").args("start");
    test.run().assertExit(0).assertTrace("ran");
  }

  @ParameterizedTest
  @CsvSource({
    "--conf runner.cfg --tim 2, 0",
    "--conf=runner.cfg --tim=2 --q, 0",
    "--conf runner.cfg --times 2 --wait, 0",
    "--conf runner.cfg --n 2, 64",
    "--conf runner.cfg --tim 2 --halt-a, 78"
  })
  void long_options_may_be_abbreviated(String words, int code, Scenario test) {
    test.file("runner.cfg", "").task("1-a", "");
    ProgramResult result = test.args(words.split(" ", -1)).run();
    result.assertExit(code);
    if (code == 0) {
      result.assertTrace("task 1-a", "task 1-a");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--conf runner.cfg --ge a.b, '1\n'",
    "--conf runner.cfg --get a.c --def 2, '2\n'",
    "--conf runner.cfg --dry, '1-a: runs\n'",
    "plan --conf runner.cfg --js, '{'",
    "--vers, 'runner '",
    "--he, Runs an ordered chain",
    "jobs --he, Usage: runner jobs",
    "config show --conf runner.cfg --orig, '[runner]'",
    "--conf runner.cfg status --wa=1, no run in this boot yet"
  })
  void so_may_those_of_every_command(String words, String said, Scenario test) {
    test.file("runner.cfg", "[a]\nb = 1\n").task("1-a", "");
    ProgramResult result = test.args(words.split(" ", -1)).run();
    assertThat(result.stdout() + result.stderr()).contains(said);
    result.assertTrace();
  }

  @ParameterizedTest
  @CsvSource({
    "--ver, --verbose, --version",
    "--s, --state-dir, --syslog",
    "--co x, --color, --config",
    "jobs submit --e, --env, --expires"
  })
  void an_abbreviation_of_several_is_64_and_names_them(
      String words, String one, String other, Scenario test) {
    ProgramResult result = test.args(words.split(" ", -1)).run();
    result.assertExit(64).assertTrace();
    assertThat(result.stderr())
        .startsWith("runner: '--")
        .contains("is not unique", "'" + one + "'", "'" + other + "'");
  }

  @Test
  void what_follows_retrypuppet_is_never_taken_for_an_option_of_ours(Scenario test) {
    test.script("puppet", "echo \"puppet $*\"")
        .file("runner.cfg", "[puppet]\ncommand = @DIR@/puppet\n");
    test.args("--conf", "runner.cfg", "--q", "retrypuppet", "agent", "--conf", "x", "--ver");
    ProgramResult result = test.run();
    result.assertExit(0);
    assertThat(result.stdout()).isEqualTo("puppet agent --conf x --ver\n");
  }
}
