package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.Scenario;
import runner.support.Tmux;

/** The live line on a real terminal. A thread that opens a pipe cannot be interrupted. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ExtendWith(Cases.class)
final class LiveLineOnTerminalTest {
  private static final String CFG = "[runner]\nmax_tries = 1\nhalt_task =\n";
  private static final String PLAIN = "mkfifo go more; $R --color=never; echo over $?";
  private static final String LONG = "1-" + "long".repeat(25);

  /** Versions of tmux differ in whether colors end before or after the end of their line. */
  private static final String RESET = "(\u001b\\[0m\n|\n\u001b\\[0m)(\u001b\\[[34]9m)*";

  private static Predicate<List<String>> lastOf(String pattern) {
    return lines -> String.join("\n", lines).matches("(?s).*" + pattern);
  }

  private static Predicate<List<String>> last(String pattern) {
    return lines -> !lines.isEmpty() && lines.get(lines.size() - 1).matches(pattern);
  }

  /**
   * Releases the reader of a pipe. Each pipe is used once, since a second reader could get the line
   * of the first writer.
   */
  private static void release(Scenario test, String pipe) throws Exception {
    Files.writeString(test.dir().resolve(pipe), "on\n");
  }

  /** Whether this is the second last line. */
  private static boolean below(List<String> lines, String line) {
    return lines.size() > 1 && lines.get(lines.size() - 2).equals(line);
  }

  private static long count(List<String> lines, String part) {
    return lines.stream().filter(line -> line.contains(part)).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 200})
  void it_is_one_line_at_any_width_also_after_a_resize(int columns, Scenario test)
      throws Exception {
    test.cfg(CFG).task(LONG, "seq 60; echo begun; read line < go; echo middle; read line < more");
    String whole = "\\[1/1\\] " + LONG + " \\(try 1 of 1\\): [0-9]:[0-9]{2} of 10:00";
    try (Tmux screen = Tmux.start(test, columns, PLAIN)) {
      List<String> first =
          screen.await("the line", last("\\[1/1\\] 1-long.*").and(lines -> below(lines, "begun")));
      assertThat(last(whole).test(first)).isEqualTo(columns == 200);

      screen.resize(200);
      screen.await("all of the line", last(whole));
      screen.resize(40);
      // The terminal wraps the line; with the next second it is one line again.
      List<String> narrow =
          screen.await("one narrow line", lines -> last("\\[1/1\\] 1-long.{27}").test(lines));
      assertThat(count(narrow, "[1/1]")).isOne();
      screen.resize(columns);
      release(test, "go");
      List<String> more = screen.await("output above it", lines -> lines.contains("middle"));
      assertThat(count(more, "[1/1]")).isLessThanOrEqualTo(1);
      release(test, "more");
      List<String> end = screen.await("the end", last("over 0"));
      assertThat(String.join("", end)).contains("60begunmiddle").contains("done after");
      assertThat(count(end, "[1/1]")).isZero();
    }
  }

  @Test
  @DisplayName("escape sequences of a task do not change our lines")
  void escape_sequences_of_a_task(Scenario test) throws Exception {
    test.cfg(CFG)
        .task(
            "1-a",
            "printf '\\033]0;owned\\007\\033[31;8mhidden\\033(0\\016\\n'; read line < go\n"
                + "printf '\\rTIME ERROR forged\\033[5A'; exit 1");
    try (Tmux screen = Tmux.start(test, 80, PLAIN)) {
      // The screen is captured with colours: the line has none, and its letters are not changed.
      screen.await(
          "the line", lastOf("hidden" + RESET + "\\[1/1\\] 1-a \\(try 1 of 1\\): 0:[^\u001b\n]*"));
      release(test, "go");
      List<String> end = screen.await("the end", lines -> count(lines, "over 1") == 1);
      assertThat(end).anyMatch(line -> line.contains("Z ERROR 1-a (try 1 of 1): exit code 1"));
      assertThat(end).noneMatch(line -> line.contains("[1/1]"));
    }
  }

  @Test
  void an_unfinished_line_is_not_overwritten(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", "printf 'working '; read line < go; echo done; read line < more");
    try (Tmux screen = Tmux.start(test, 80, PLAIN)) {
      screen.await("the unfinished line", last("working"));
      release(test, "go");
      screen.await(
          "the live line", last("\\[1/1\\] 1-a .*").and(lines -> below(lines, "working done")));
      release(test, "more");
      screen.await("the end", last("over 0"));
    }
  }

  @Test
  @DisplayName("if output goes elsewhere its last line is shown, as plain text and without secrets")
  void output_that_does_not_go_to_the_terminal(Scenario test) throws Exception {
    test.cfg(CFG + "[env]\nTOKEN = canary-55e1\n")
        .task(
            "1-a",
            "printf 'x\\n\\033[31m10%%\\r\\033[2J50%%\\033]0;x\\007 there\\n'; read line < go");
    String script = "mkfifo go; $R --color=never > out; echo over $?";
    try (Tmux screen = Tmux.start(test, 80, script)) {
      screen.await("the output's last line", last("\\[1/1\\] 1-a .*: 0:.* of 10:00 \\| 50% there"));
      release(test, "go");
      screen.await("the end", last("over 0"));
    }
    assertThat(Files.readString(test.dir().resolve("out")))
        .isEqualTo("x\n\u001b[31m10%\r\u001b[2J50%\u001b]0;x\u0007 there\n");
    assertThat(terminal(test)).contains("[1/1]").doesNotContain("canary-55e1");
  }

  @Test
  @DisplayName("a wait is counted down; with -q or on a dumb terminal there is no live line")
  void without_a_live_line(Scenario test) throws Exception {
    test.cfg("[runner]\nmax_tries = 2\nretry_jitter = 0\nsleep_time = 1\nhalt_task =\n")
        .task("1-a", "echo printed; [ $RUNNER_TRY = 2 ]");
    String script = "$R; echo ONE; $R -q; TERM=dumb $R; echo over $?";
    try (Tmux screen = Tmux.start(test, 80, script)) {
      List<String> end = screen.await("the end", last("over 0"));
      assertThat(count(end, "started")).isEqualTo(2);
    }
    String[] parts = terminal(test).split("ONE", 2);
    assertThat(parts[0]).contains("try 2 begins in 0:0", "\u001b[1;31mERROR 1-a");
    assertThat(parts[1]).doesNotContain("\u001b[J", "\u001b7");
  }

  private static String terminal(Scenario test) throws Exception {
    return Files.readString(Path.of(test.dir().toString(), "terminal"));
  }
}
