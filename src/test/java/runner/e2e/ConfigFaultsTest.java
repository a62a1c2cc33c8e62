package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.support.Cases;
import runner.support.Program;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** A wrong configuration is reported with its place, and nothing runs. */
@ExtendWith(Cases.class)
final class ConfigFaultsTest {

  @DisplayName("a configuration that is missing, a directory, a dangling link or a pipe")
  @ParameterizedTest
  @ValueSource(strings = {"missing", "directory", "link", "pipe"})
  void an_unreadable_configuration_is_named(String kind, Scenario test) throws Exception {
    test.task("1-a", "").args("-c", "@DIR@/c");
    switch (kind) {
      case "directory" -> test.directory("c");
      case "link" -> test.link("c", "nowhere");
      case "pipe" ->
          new ProcessBuilder("mkfifo", test.dir().resolve("c").toString()).start().waitFor();
      default -> {}
    }
    ProgramResult result = test.run();

    result.assertExit(66).assertTrace().assertWithin(Duration.ofSeconds(20));
    assertThat(result.stderr()).contains("@DIR@/c");
  }

  @DisplayName("an unreadable file or directory is named, and nothing runs")
  @ParameterizedTest
  @CsvSource({"runner.cfg, 66", "conf.d, 78", "conf.d/x, 66", "tasks.d, 66", "tasks.d/1-a, 78"})
  void an_unreadable_file_or_directory_is_named(String path, int exit, Scenario test)
      throws IOException {
    test.cfg("[runner]\ninclude_dir = conf.d\n")
        .file("conf.d/x", "")
        .task("1-a", "")
        .task("2-b", "");
    Path unreadable = test.dir().resolve(path);
    int user = (Integer) Files.getAttribute(unreadable, "unix:uid");
    Files.setAttribute(unreadable, "unix:mode", 0);
    // Root reads everything by two capabilities, which setpriv takes away.
    String less = "setpriv --bounding-set -dac_override,-dac_read_search --inh-caps -all ";
    String java = System.getProperty("java.home") + "/bin/java";
    test.program(Program.onJava(test.dir(), ((user == 0 ? less : "") + java).split(" ", -1)));

    ProgramResult result = test.run();

    result.assertExit(exit).assertTrace().assertWithin(Duration.ofSeconds(20));
    assertThat(result.stderr()).contains("@DIR@/" + path);
  }

  @DisplayName(
      "a line that is not UTF-8 is reported by its number; a byte order mark and CRLF are read")
  @ParameterizedTest
  @CsvSource({
    "'[runner]\nmax_tries = \u00ff', 78",
    "'[runner]\nmax_tries = \u0000', 78",
    "'\u00ff\u00fe[\u0000r', 78",
    "'\u00ef\u00bb\u00bf[runner]\r\nmax_tries = 1\r\n', 0"
  })
  void the_encoding_is_never_guessed(String content, int exit, Scenario test) {
    test.file("runner.cfg", content.getBytes(StandardCharsets.ISO_8859_1));
    ProgramResult result = test.task("1-a", "").args("-c", "@DIR@/runner.cfg").run();

    result.assertExit(exit);
    if (exit != 0) {
      result.assertTrace();
      assertThat(result.stderr()).containsPattern("@DIR@/runner\\.cfg:[12]:");
    }
  }

  @DisplayName("the last of equal keys and sections wins; names are case-sensitive")
  @Test
  void the_last_wins(Scenario test) {
    test.cfg("[a]\nx = 1\nX = 2\nx = 3\n[b]\ny = 1\n[a]\nx = 4\n").args("-g", "a.x");

    assertThat(test.run().assertExit(0).stdout()).isEqualTo("4\n");
  }

  @DisplayName("a number out of range is reported with its key")
  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "99999999999999999999", "1e3", "0x10", "NaN", "\u0663"})
  void no_number_overflows(String number, Scenario test) {
    ProgramResult result =
        test.cfg("[runner]\nmax_tries = %s\nsleep_time = %s\n".formatted(number, number))
            .task("1-a", "")
            .run();

    result.assertExit(78).assertTrace();
    assertThat(result.stderr()).contains(":2: [runner] max_tries").contains(":3: [runner] sleep");
  }

  @DisplayName(
      "include_dir: a missing one is an error, an empty one is not, one in an included file is")
  @ParameterizedTest
  @CsvSource({"missing, 78", "empty, 0", "itself, 78"})
  void an_include_directory(String kind, int exit, Scenario test) {
    test.cfg("[runner]\ninclude_dir = conf.d\n").task("1-a", "");
    if (!kind.equals("missing")) {
      test.directory("conf.d");
    }
    if (kind.equals("itself")) {
      test.file("conf.d/a.cfg", "[runner]\ninclude_dir = .\n");
    }
    assertThat(test.run().assertExit(exit).trace()).hasSize(exit == 0 ? 1 : 0);
  }

  @DisplayName("a dependency that is circular, missing or the task itself")
  @ParameterizedTest
  @CsvSource({"b, a", "nobody, ''", "a, ''"})
  void a_wrong_dependency_is_an_error(String first, String second, Scenario test) {
    ProgramResult result =
        test.cfg("[a]\ndepends_on = %s\n[b]\ndepends_on = %s\n".formatted(first, second))
            .task("1-a", "")
            .task("2-b", "")
            .run();

    result.assertExit(78).assertTrace();
    assertThat(result.stderr()).containsPattern("runner\\.cfg:[24]: \\[[ab]\\] depends_on");
  }

  @DisplayName("a configured halt task that cannot run is found at the start")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_halt_task_that_cannot_run(boolean exists, Scenario test) {
    test.cfg("[runner]\nhalt_task = stop.sh\n").task("1-a", "exit 2");
    if (exists) {
      test.file("tasks.d/stop.sh", "#!/bin/sh\n");
    }
    ProgramResult result = test.run();

    result.assertExit(78).assertTrace();
    assertThat(result.stderr()).contains("stop.sh");
  }

  @DisplayName("-g prints the bytes of the value; a key is never read as a file or a path")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.b     | C:\\temp\\n#x = y: z | 0",
        "a.c     | ''                   | 1",
        "@DIR@/x | ''                   | 64",
        "@a.b    | ''                   | 1",
        "../x    | ''                   | 1",
        "a.b.c   | dotted               | 0"
      })
  void a_look_up_is_literal(String key, String value, int exit, Scenario test) {
    test.cfg("[a]\nb = C:\\temp\\n#x = y: z ; comment\nb.c = dotted\n").file("x", "[a]\n");
    ProgramResult result = test.args("-g", key).run();

    result.assertExit(exit);
    assertThat(result.stdout()).isEqualTo(exit == 0 ? value + "\n" : "");
  }
}
