package runner.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.config.ConfigFiles;
import runner.task.CodeLists;
import runner.task.RunnerException;
import runner.trust.PathInspection;

/** Plans of real directories: order, dependencies, settings, and every mistake at once. */
final class PlannerTest {
  @TempDir Path dir;
  private Path tasks;

  @BeforeEach
  void directory() throws IOException {
    tasks = Files.createDirectory(dir.resolve("tasks.d"));
  }

  private Path task(String name) throws IOException {
    return task(name, "#!/bin/sh\n".getBytes(UTF_8), "rwxr-xr-x");
  }

  private Path task(String name, byte[] content, String mode) throws IOException {
    Path file = Files.write(tasks.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private Plan plan(String cfg) throws IOException {
    Path file = Files.writeString(dir.resolve("r.cfg"), cfg);
    return new Planner(
            ConfigFiles.read(file), "/usr/bin:/bin", false, true, PathInspection::ofThisProcess)
        .plan(tasks);
  }

  private String refusal(String cfg) {
    return catchThrowableOfType(RunnerException.class, () -> plan(cfg)).getMessage();
  }

  private static String order(Plan plan) {
    return String.join(" ", plan.tasks().stream().map(task -> task.name().file()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "2-b 10-a 1-c => '' => 1-c 2-b 10-a",
        "1-a 2-b 3-c 4-d => [1-a]:depends_on=3-c => 3-c 1-a 2-b 4-d",
        "1-a 2-b 3-c 4-d => [a]:depends_on=d,b => 2-b 4-d 1-a 3-c",
        "1-a 2-b 3-c => [a]:depends_on=b:[b]:depends_on=c => 3-c 2-b 1-a",
        "1-a 2-x 3-x => [a]:depends_on=,x, => 2-x 3-x 1-a",
        "1-a 2-b => [b]:depends_on=a => 1-a 2-b"
      })
  void dependencies_are_pulled_in_front_and_nothing_else_moves(
      String files, String cfg, String order) throws IOException {
    for (String file : files.split(" ", -1)) {
      task(file);
    }
    assertThat(order(plan(cfg.replace(":", "\n")))).isEqualTo(order);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "[a]:depends_on=b:[b]:depends_on=c:[c]:depends_on=a => 1-a -> 2-b -> 3-c -> 1-a",
        "[b]:depends_on=c:[c]:depends_on=b => 2-b -> 3-c -> 2-b",
        "[a]:depends_on=a => 'a' is the task itself",
        "[a]:depends_on=1-a => '1-a' is the task itself",
        "[a]:depends_on=halt.sh => 'halt.sh' is no task; known are 1-a 2-b 3-c",
        "[a]:depends_on=x~ => 'x~' is no task",
        "[a]:depends_on=nobody => r.cfg:2: [a] depends_on: 'nobody' is no task"
      })
  void a_wrong_dependency_is_an_error(String cfg, String message) throws IOException {
    for (String file : Set.of("1-a", "2-b", "3-c", "halt.sh", "x~")) {
      task(file);
    }
    assertThat(refusal(cfg.replace(":", "\n"))).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "'' => 0 => 2 => ''",
        "[a]:ok_codes=0,2 => 0 2 => '' => ''",
        "[runner]:ok_codes=0,2:[a]:halt_codes=2 => 0 => 2 => ''",
        "[runner]:exit_codes=3 => 0 => 2 => 3",
        "[runner]:exit_codes=2 => 0 => '' => 2",
        "[a]:exit_codes=0 => '' => 2 => 0",
        "[runner]:halt_codes= => 0 => '' => ''",
        "[DEFAULT]:halt_codes=9:[a]:exit_codes=2 => 0 => 9 => 2"
      })
  void a_code_means_what_the_nearest_list_says(String cfg, String ok, String halt, String exit)
      throws IOException {
    task("1-a");
    CodeLists codes = plan(cfg.replace(":", "\n")).tasks().get(0).settings().codes();
    assertThat(codes).isEqualTo(new CodeLists(numbers(ok), numbers(halt), numbers(exit)));
  }

  private static Set<Integer> numbers(String text) {
    return Arrays.stream(text.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  @Test
  void one_code_in_two_lists_of_a_level_is_an_error() throws IOException {
    task("1-a");
    assertThat(refusal("[a]\nok_codes=0,3\nexit_codes=3\n"))
        .contains("r.cfg:3: [a] exit_codes: code 3 stands in ok_codes too");
  }

  @Test
  void files_that_cannot_be_run_are_all_named_with_their_mend() throws IOException {
    byte[] script = "#!/bin/sh\n".getBytes(UTF_8);
    task("1-mode", script, "rw-r--r--");
    task("2-empty", new byte[0], "rwxr-xr-x");
    task("3-text", "echo\n".getBytes(UTF_8), "rwxr-xr-x");
    task("4-crlf", "#!/bin/sh\r\n".getBytes(UTF_8), "rwxr-xr-x");
    task("5-lost", "#!/no/sh\n".getBytes(UTF_8), "rwxr-xr-x");
    Files.createSymbolicLink(tasks.resolve("6-link"), Path.of("nowhere"));
    Files.createDirectory(tasks.resolve("7-dir"));
    Files.createSymbolicLink(tasks.resolve("8-loop"), Path.of("8-loop"));
    assertThat(refusal("").lines().map(line -> line.substring(tasks.toString().length() + 1)))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("1-mode: is not executable; chmod +x "),
            line -> assertThat(line).startsWith("2-empty: is empty; "),
            line -> assertThat(line).startsWith("3-text: begins neither with #! nor as a program"),
            line -> assertThat(line).startsWith("4-crlf: has Windows line ends").contains("sed"),
            line -> assertThat(line).startsWith("5-lost: needs the interpreter /no/sh"),
            line -> assertThat(line).startsWith("6-link: is a link to nothing: nowhere"),
            line -> assertThat(line).startsWith("8-loop: is a link to nothing"));
  }

  @Test
  void with_an_interpreter_neither_bit_nor_first_line_is_needed() throws IOException {
    task("1-a", "echo\n".getBytes(UTF_8), "rw-r--r--");
    Plan plan = plan("[a]\ninterpreter = sh -eu\n");
    assertThat(plan.tasks().get(0).argv())
        .containsExactly("sh", "-eu", tasks.resolve("1-a").toString());
    assertThat(refusal("[a]\ninterpreter = no-such-sh\n"))
        .contains("'no-such-sh' is not a program");
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_time", "max_tries", "sleep_time", "retry_jitter", "kill_grace"})
  void every_number_of_a_task_is_judged(String key) throws IOException {
    task("1-a");
    for (String value : "-1 1.5 1e3 99999999999999999999 NaN".split(" ", -1)) {
      assertThat(refusal("[a]\n" + key + " = " + value + "\n"))
          .contains("r.cfg:2: [a] " + key + ": '" + value + "' is ");
    }
    assertThat(refusal("[a]\n" + key + " =\n")).contains("r.cfg:2: [a] " + key + ": '' is ");
  }

  /** Cut anywhere, a program is either refused or whole; nothing in between is let through. */
  @Test
  void a_program_that_was_cut_off_anywhere_is_refused() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("/bin/true"));
    for (int length = 1; length < whole.length; length += length < 300 ? 1 : 97) {
      task("1-a", Arrays.copyOf(whole, length), "rwxr-xr-x");
      assertThat(refusal("")).as("cut at %d", length).contains("1-a: ");
    }
    task("1-a", whole, "rwxr-xr-x");
    assertThat(order(plan(""))).isEqualTo("1-a");
  }
}
