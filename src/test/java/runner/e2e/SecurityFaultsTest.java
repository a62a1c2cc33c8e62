package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** Secrets are not disclosed, and data is never executed or trusted. */
@ExtendWith(Cases.class)
final class SecurityFaultsTest {
  private static final String SECRET = "canary-7d1f";

  @DisplayName("a value of [env] is in no output, argument or kept file")
  @Test
  void a_secret_stays_in_the_environment(Scenario test) throws IOException {
    String reads =
        "[ \"$TOKEN\" = "
            + SECRET.replace("-", "\"-\"")
            + " ] && echo has >> \"$TRACE\"\n"
            + "cat /proc/[0-9]*/cmdline > cmdlines 2>/dev/null; exit 1";
    ProgramResult result =
        test.cfg("[runner]\nmax_tries = 1\ntask_hook = @DIR@/hook\n[env]\nTOKEN = " + SECRET + "\n")
            .script("hook", "printf '%s\\n' \"$1\" >> arguments")
            .task("1-a", reads)
            .args("-v")
            .run();

    result.assertExit(1).assertTrace("task 1-a", "has");
    assertThat(result.stdout() + result.stderr()).doesNotContain(SECRET);
    Path cfg = test.dir().resolve("runner.cfg");
    try (Stream<Path> all = Files.walk(test.dir())) {
      assertThat(all.filter(Files::isRegularFile).filter(file -> !file.equals(cfg)).toList())
          .isNotEmpty()
          .noneMatch(file -> text(file).contains(SECRET));
    }
  }

  @DisplayName("a task's name and output cannot forge our lines")
  @Test
  void our_own_lines_cannot_be_forged(Scenario test) {
    String name = "1-a\u001b]0;x\u0007\r\nrunner: 2-b succeeded\u202e";
    ProgramResult result =
        test.cfg("[runner]\nmax_tries = 1\n").script("tasks.d/" + name, "exit 1").run();

    result.assertExit(1);
    assertThat(result.stderr())
        .doesNotContain("\u001b", "\u0007", "\r", "\u202e")
        .doesNotContain("\nrunner: 2-b");
  }

  @DisplayName("no shell expands the name of the halt task")
  @Test
  void no_shell_sees_the_halt_task(Scenario test) {
    String name = "a;touch pwned `touch pwned` $(touch pwned)";
    test.cfg("[runner]\nhalt_task = " + name + "\n")
        .script("tasks.d/" + name, "echo halted >> \"$TRACE\"")
        .task("1-a", "exit 2")
        .run()
        .assertExit(1)
        .assertTrace("task 1-a", "halted");

    assertThat(test.dir().resolve("pwned")).doesNotExist();
  }

  @DisplayName("no shell expands hook, interpreter and only_if")
  @Test
  void no_shell_sees_a_setting(Scenario test) {
    String evil = "'a; touch pwned' '$(touch pwned)' '`touch pwned`' ; touch pwned";
    test.cfg(
            "[runner]\nmax_tries = 1\ntask_hook = @DIR@/echo %s\ninterpreter = /bin/sh -e\n"
                    .formatted(evil.replace(" ;", "';'"))
                + "[a]\nonly_if = @DIR@/echo %s\n".formatted(evil.replace(" ;", "';'")))
        .script("echo", "exit 0")
        .task("1-a", "")
        .run()
        .assertExit(0)
        .assertTrace("task 1-a");

    assertThat(test.dir().resolve("pwned")).doesNotExist();
  }

  @DisplayName("a planted link in the state directory is not followed")
  @ParameterizedTest
  @ValueSource(strings = {"lock", "journal", "runs", "scratch", "marks", "runs.json"})
  void a_planted_link_is_not_followed(String name, Scenario test) throws IOException {
    test.cfg("").task("1-a", "").file("precious", "as it was\n").directory("keep");
    test.link(".state/" + name, "@DIR@/precious").run();
    assertThat(test.dir().resolve("precious")).hasContent("as it was\n");
  }

  @DisplayName("state is private and tasks have 022, whatever the caller's umask")
  @ParameterizedTest
  @CsvSource({"000", "077"})
  void modes_do_not_depend_on_the_umask(String umask, Scenario test) throws Exception {
    test.cfg("").task("1-a", "umask >> \"$TRACE\"");
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh", "-c", "umask " + umask + "; exec \"$@\"", "sh", program(), "-c", "runner.cfg");
    builder.directory(test.dir().toFile());
    builder.environment().put("TRACE", test.dir().resolve("trace").toString());
    builder.environment().put("RUNNER_STATE_DIR", test.dir().resolve(".state").toString());

    assertThat(builder.inheritIO().start().waitFor()).isZero();

    assertThat(Files.readAllLines(test.dir().resolve("trace"))).containsExactly("task 1-a", "0022");
    try (Stream<Path> all = Files.walk(test.dir().resolve(".state"))) {
      assertThat(all.toList())
          .isNotEmpty()
          .allSatisfy(
              path -> assertThat(mode(path)).isEqualTo(Files.isDirectory(path) ? 0700 : 0600));
    }
  }

  /** The tests of the launcher show which variables it clears. */
  @DisplayName("tasks keep the caller's PATH")
  @Test
  void tasks_have_the_callers_path(Scenario test) {
    test.cfg("").task("1-a", "echo \"${PATH##*:}\" >> \"$TRACE\"");
    test.env("PATH", System.getenv("PATH") + ":/their/own");

    test.run().assertExit(0).assertTrace("task 1-a", "/their/own");
  }

  private static String program() {
    return runner.support.Program.launcher().toString();
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode") & 0777;
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
