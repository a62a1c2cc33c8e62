package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.Scenario;

/**
 * Commands in front of a pipe whose reader has seen enough, as in {@code runner logs | head -1}.
 */
@ExtendWith(Cases.class)
final class ReaderGoneTest {
  /** Descriptor 4 is then a pipe that nobody reads. */
  private static final String GONE = "mkfifo pipe; exec 3<>pipe 4>pipe 3<&-\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logs",
        "history",
        "history --json",
        "status",
        "status --json",
        "plan",
        "check",
        "config show",
        "analyze blame",
        "analyze plot",
        "report --html -",
        "collect --output -",
        "-g runner.max_tries",
        "--help",
        "--version",
        ""
      })
  void a_reader_that_has_gone_is_no_failure_and_a_full_disk_is(String words, Scenario test)
      throws Exception {
    test.cfg("[runner]\nmax_tries = 1\n").task("1-a", "echo said; echo more");
    String script =
        "$R >first 2>&1 || exit 9\n"
            + GONE
            + "$R -q WORDS >&4; echo gone $?; $R -q WORDS >&4 2>&4; echo both $?\n"
            + "$R -q WORDS >/dev/full; echo full $?\n";

    CaseShell.Result result = new CaseShell(test).run(script.replace("WORDS", words));

    boolean chain = words.isEmpty();
    String full = chain ? "full 0\n" : "runner: standard output cannot be written\nfull 73\n";
    assertThat(result.output()).isEqualTo("gone 0\nboth 0\n" + full);
  }

  @Test
  void what_the_answer_says_is_still_the_exit_code(Scenario test) throws Exception {
    test.cfg("[runner]\nmax_tries = 1\nhalt_task =\n").task("1-a", "exit 3");
    String script = "$R >first 2>&1\n" + GONE + "$R status >&4; echo gone $?\n";

    assertThat(new CaseShell(test).run(script).output()).isEqualTo("gone 1\n");
  }
}
