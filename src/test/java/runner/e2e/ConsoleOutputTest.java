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
 * What is said of a chain, to the letter, as {@code src/test/resources/golden} has it: TIME, SPAN
 * and RUN stand for what differs from run to run.
 */
@ExtendWith(Cases.class)
final class ConsoleOutputTest {
  private static final String SECRET = "canary-3c77";

  /** Twelve lines, with a progress bar, colours and a title among them. */
  private static final String FAILS =
      "exec >&2; seq 1 9; printf '10%%\\r\\033[31m99%%\\033[0m\\n\\n\\033]0;x\\007told\\n'; echo end; exit 7";

  /** A chain in which everything happens that has a line. */
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

  private static void assertGolden(String name, String said) throws Exception {
    String shown =
        said.replaceAll("20[0-9-]{8}T[0-9:]{8}(\\.[0-9]+)?Z", "TIME")
            .replaceAll("[0-9]{6}-20[0-9]{6}T[0-9]{6}Z", "RUN")
            .replaceAll(" +[0-9]+\\.[0-9]+ s\\b", " SPAN");
    assertThat(shown).doesNotContain(SECRET);
    assertThat(shown).isEqualTo(Files.readString(Path.of("src/test/resources/golden", name)));
  }

  @Test
  void a_file_gets_one_line_a_transition(Scenario test) throws Exception {
    assertGolden("console.txt", chain(2, test).run().assertExit(1).stderr());
  }

  @Test
  void a_chain_without_tasks_ends_in_a_whole_sentence(Scenario test) throws Exception {
    ProgramResult outcome = test.cfg("").directory("tasks.d").run().assertExit(0);
    assertThat(outcome.stderr())
        .containsPattern("iteration 1 succeeded after [0-9.]+ s: there was no task; next: runner ");
  }

  @Test
  @DisplayName("what went by on the same stream is not repeated, and our lines begin at a line's")
  void on_one_stream(Scenario test) throws Exception {
    chain(1, test);
    new Staging(test).play("$R >out 2>&1");
    String said = Files.readString(test.dir().resolve("out"));
    assertGolden("console-merged.txt", said.replace(test.dir().toString(), "@DIR@"));
  }

  @Test
  void quiet_says_what_is_wrong(Scenario test) throws Exception {
    assertGolden("console-quiet.txt", chain(1, test).args("-q").run().assertExit(1).stderr());
  }

  @Test
  void journald_gets_priorities_and_keeps_time_itself(Scenario test) throws Exception {
    chain(1, test);
    new Staging(test).play("exec 2>err; JOURNAL_STREAM=$(stat -Lc %d:%i err) $R >/dev/null");
    String said = Files.readString(test.dir().resolve("err"));
    assertGolden("console-journal.txt", said.replace(test.dir().toString(), "@DIR@"));
  }

  @Test
  void a_journal_that_is_not_this_stream_changes_nothing(Scenario test) {
    ProgramResult outcome = test.cfg("").task("1-a", "").env("JOURNAL_STREAM", "1:2").run();
    assertThat(outcome.stderr()).startsWith("20").doesNotContain("<6>");
  }

  @Test
  @DisplayName("--syslog hands logger(1) the same lines, with priorities")
  void syslog_is_told_the_same(Scenario test) throws Exception {
    chain(1, test).script("logger", "echo \"$*\" >sent; exec cat >>sent");
    new Staging(test)
        .playApart(
            "mount --bind logger /usr/bin/logger || exit 99\n"
                + "$R --syslog -q >/dev/null 2>&1; until grep -q next: sent; do sleep .05; done");
    String said = Files.readString(test.dir().resolve("sent"));
    assertGolden("syslog.txt", said.replace(test.dir().toString(), "@DIR@"));
  }

  @ParameterizedTest
  @CsvSource({"auto,'',false", "always,'',true", "always,1,true", "never,'',false"})
  void colours_in_a_file_only_where_they_are_asked_for(
      String when, String noColor, boolean colored, Scenario test) {
    ProgramResult outcome =
        test.cfg("[runner]\nhalt_task =\n")
            .task("1-a", "exit 2")
            .args("--color=" + when)
            .env("NO_COLOR", noColor)
            .run();
    assertThat(outcome.stderr().contains("\u001b[1;31mERROR 1-a")).isEqualTo(colored);
    assertThat(outcome.stderr().contains("\u001b")).isEqualTo(colored);
  }

  @Test
  void another_word_for_colours_is_refused(Scenario test) {
    ProgramResult outcome = test.cfg("").args("--color=blue").run().assertExit(64);
    assertThat(outcome.stderr()).startsWith("runner: --color: 'blue' ");
  }

  @Test
  void status_for_people(Scenario test) throws Exception {
    chain(2, test).run();
    assertGolden("status.txt", new Staging(test).play("$P status").said());
    String colored = new Staging(test).play("$P status --color=always").said();
    assertThat(colored)
        .startsWith("\u001b[1;31mfailed\u001b[m: run")
        .contains("\n  \u001b[32msucceeded  \u001b[m  1-lines")
        .contains("\n  \u001b[2mpending    \u001b[m  5-later");
  }
}
