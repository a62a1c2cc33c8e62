package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/**
 * The exact output of a chain, as in {@code src/test/resources/golden}. TIME, SPAN and RUN stand
 * for texts that differ from run to run.
 */
@ExtendWith(Cases.class)
final class ConsoleOutputTest {
  private static final String SECRET = "canary-3c77";

  /** Twelve lines, with a progress bar, colours and a title among them. */
  private static final String FAILS =
      "exec >&2; seq 1 9; printf '10%%\\r\\033[31m99%%\\033[0m\\n\\n\\033]0;x\\007told\\n'; echo end; exit 7";

  /** A chain that causes a line of each kind. */
  private static Scenario chain(int tries, Scenario test) {
    return test.cfg(
            """
            [runner]
            max_tries = %d
            retry_jitter = 0
            sleep_time = 0
            max_time = 1h

            [env]
            TOKEN = %s

            [slow]
            max_time = 1
            kill_grace = 1
            allow_failure = yes

            [never]
            only_if = false
            """
                .formatted(tries, SECRET))
        .task("1-lines", "echo line 1; echo line 2")
        .task("2-slow", "printf 'half a line'; sleep 30")
        .task("3-never", "")
        .task("4-fails", FAILS)
        .task("5-later", "")
        .file("tasks.d/6-old~", "")
        .haltTask("exit 1");
  }

  private static void assertGolden(String name, String output) throws Exception {
    String shown =
        output
            .replaceAll("20[0-9-]{8}T[0-9:]{8}(\\.[0-9]+)?Z", "TIME")
            .replaceAll("[0-9]{6}-20[0-9]{6}T[0-9]{6}Z", "RUN")
            .replaceAll(" +[0-9]+\\.[0-9]+ s\\b", " SPAN");
    assertThat(shown).doesNotContain(SECRET);
    assertThat(shown).isEqualTo(Files.readString(Path.of("src/test/resources/golden", name)));
  }

  @Test
  void a_file_gets_one_line_per_event(Scenario test) throws Exception {
    assertGolden("console.txt", chain(2, test).run().assertExit(1).stderr());
  }

  @Test
  void a_chain_without_tasks_is_reported_in_a_sentence(Scenario test) throws Exception {
    ProgramResult result = test.cfg("").directory("tasks.d").run().assertExit(0);
    assertThat(result.stderr())
        .containsPattern("iteration 1 succeeded after [0-9.]+ s: there was no task; next: runner ");
  }

  @Test
  @DisplayName("output on the same stream is not repeated, and our lines begin on a new line")
  void output_on_the_same_stream_is_not_repeated(Scenario test) throws Exception {
    chain(1, test);
    new CaseShell(test).run("$R >out 2>&1");
    String output = Files.readString(test.dir().resolve("out"));
    assertGolden("console-merged.txt", output.replace(test.dir().toString(), "@DIR@"));
  }

  @Test
  void quiet_shows_only_problems(Scenario test) throws Exception {
    assertGolden("console-quiet.txt", chain(1, test).args("-q").run().assertExit(1).stderr());
  }

  @Test
  void journald_gets_priorities_and_no_times(Scenario test) throws Exception {
    chain(1, test);
    new CaseShell(test).run("exec 2>err; JOURNAL_STREAM=$(stat -Lc %d:%i err) $R >/dev/null");
    String output = Files.readString(test.dir().resolve("err"));
    assertGolden("console-journal.txt", output.replace(test.dir().toString(), "@DIR@"));
  }

  @Test
  void a_journal_on_another_stream_changes_nothing(Scenario test) {
    ProgramResult result = test.cfg("").task("1-a", "").env("JOURNAL_STREAM", "1:2").run();
    assertThat(result.stderr()).startsWith("20").doesNotContain("<6>");
  }

  @Test
  @DisplayName("--syslog passes the same lines to logger(1), with priorities")
  void syslog_gets_the_same_lines(Scenario test) throws Exception {
    chain(1, test).script("logger", "echo \"$*\" >sent; exec cat >>sent");
    new CaseShell(test)
        .runInMountNamespace(
            "mount --bind logger /usr/bin/logger || exit 99\n"
                + "$R --syslog -q >/dev/null 2>&1; until grep -q next: sent; do sleep .05; done");
    String output = Files.readString(test.dir().resolve("sent"));
    assertGolden("syslog.txt", output.replace(test.dir().toString(), "@DIR@"));
  }

  @ParameterizedTest
  @CsvSource({"auto,'',false", "always,'',true", "always,1,true", "never,'',false"})
  void a_file_has_colours_only_if_requested(
      String when, String noColor, boolean colored, Scenario test) {
    ProgramResult result =
        test.cfg("[runner]\nhalt_task =\n")
            .task("1-a", "exit 2")
            .args("--color=" + when)
            .env("NO_COLOR", noColor)
            .run();
    assertThat(result.stderr().contains("\u001b[1;31mERROR 1-a")).isEqualTo(colored);
    assertThat(result.stderr().contains("\u001b")).isEqualTo(colored);
  }

  @Test
  void an_unknown_value_of_color_is_refused(Scenario test) {
    ProgramResult result = test.cfg("").args("--color=blue").run().assertExit(64);
    assertThat(result.stderr()).startsWith("runner: --color: 'blue' ");
  }

  @Test
  void status_as_text(Scenario test) throws Exception {
    chain(2, test).run();
    assertGolden("status.txt", new CaseShell(test).run("$P status").output());
    String colored = new CaseShell(test).run("$P status --color=always").output();
    assertThat(colored)
        .startsWith("\u001b[1;31mfailed\u001b[m: run")
        .contains("\n  \u001b[32msucceeded  \u001b[m  1-lines")
        .contains("\n  \u001b[2mpending    \u001b[m  5-later");
  }
}
