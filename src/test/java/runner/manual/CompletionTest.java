package runner.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.support.Cases;
import runner.support.Program;
import runner.support.Scenario;

/** The completion in a real bash: what it offers, and how a Tab completes a line. */
@ExtendWith(Cases.class)
final class CompletionTest {
  private static final String OFFERS =
      """
      . ./completion
      compopt() { printf '<%s>\\n' "$2"; }
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      _runner
      ((${#COMPREPLY[@]} == 0)) || printf '%s\\n' "${COMPREPLY[@]}"
      """;

  private static String script() throws IOException {
    return Manual.files(Path.of("")).get("runner.bash");
  }

  /** Returns the completions of the last of these words. */
  private static List<String> offered(Path dir, List<String> words) throws Exception {
    Files.writeString(dir.resolve("completion"), script());
    java.util.ArrayList<String> command =
        new java.util.ArrayList<>(List.of("bash", "-c", OFFERS, "bash"));
    command.add(Program.launcher().toString());
    command.addAll(words);
    return output(dir, "", command.toArray(String[]::new)).lines().toList();
  }

  private static String output(Path dir, String typed, String... command) throws Exception {
    Path output = dir.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("RUNNER_STATE_DIR", dir.resolve("state").toString());
    Process process = builder.start();
    try (OutputStream keys = process.getOutputStream()) {
      keys.write(typed.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pla              | plan",
        "here             | <plusdirs>",
        "sched            | schedule",
        "schedule ''      | list check",
        "schedule l       | list",
        "-c x.cfg chec    | check",
        "-c x.cfg -v chec | check",
        "plan --js        | --json",
        "plan --conf      | --config",
        "--wait-l         | --wait-lock",
        "--wait-lock pla  | plan",
        "--wait-lock = 5 pla | plan",
        "-n pla           | ''",
        "-n 1 pla         | plan",
        "--times = 1 pla  | plan",
        "-c ''            | <default>",
        "--config =       | <default>",
        "--config = x     | <default>",
        "--state-dir x    | <plusdirs>",
        "plan x           | <plusdirs>",
        "retrypuppet --t  | <default>",
        "puppet-agent ''  | <default>",
        "pool rel         | release",
        "pool --pools a:5 --repo u sta | status",
        "pool resource i  | in",
        "--color = a      | auto always",
        "--color n        | never",
        "jobs submit ''   | ''",
        "nonsense pla     | ''",
      })
  void each_word_is_completed_to_what_is_allowed_there(String typed, String expected, Scenario test)
      throws Exception {
    List<String> words =
        java.util.Arrays.stream(typed.split(" ", -1)).map(w -> w.equals("''") ? "" : w).toList();
    assertThat(String.join(" ", offered(test.dir(), words))).isEqualTo(expected);
  }

  @Test
  void tasks_and_schedules_of_the_configuration_are_offered(Scenario test) throws Exception {
    test.cfg("[schedule night]\nrange = 2 - 4\n")
        .task("1-first", "")
        .task("2-second one", "")
        .task("2-$(touch pwned)", "")
        .file("tasks.d/README", "");
    assertThat(offered(test.dir(), List.of("-c", "runner.cfg", "reset", "")))
        .containsExactlyInAnyOrder("<filenames>", "1-first", "2-second one", "2-$(touch pwned)");
    assertThat(offered(test.dir(), List.of("-c", "runner.cfg", "reset", "2-second\\ o")))
        .containsExactly("<filenames>", "2-second one");
    assertThat(offered(test.dir(), List.of("-c", "runner.cfg", "schedule", "check", "ni")))
        .containsExactly("<filenames>", "night");
    assertThat(offered(test.dir(), List.of("-c", "absent.cfg", "reset", "")))
        .containsExactly("<filenames>");
    assertThat(test.dir().resolve("pwned")).doesNotExist();
  }

  @Test
  void a_tab_completes_the_line_in_a_terminal(Scenario test) throws Exception {
    test.cfg("")
        .task("1-first one", "")
        .file("completion", script().getBytes(StandardCharsets.UTF_8));
    String runner = Program.launcher().toString();
    String typed =
        ". ./completion\n" + (runner + " -c run\tres\t1\t\u0001printf '<%s>' \n") + "exit\n";
    String shown =
        output(test.dir(), typed, "script", "-qec", "bash --norc --noprofile -i", "/dev/null");
    assertThat(shown).contains("<-c><runner.cfg><reset><1-first one>");
  }
}
