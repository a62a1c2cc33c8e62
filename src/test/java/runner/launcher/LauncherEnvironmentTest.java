package runner.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which variables, streams and modes the launcher passes to java, and which it changes. */
class LauncherEnvironmentTest {
  /** Names that a caller may have exported and that a shell script is likely to use. */
  private static final List<String> LIKELY =
      List.of(
          ("archive classes code found home jar java layout lib link maker name part place rest"
                  + " runner self shared stamp target")
              .split(" ", -1));

  @TempDir Path root;
  private Site site;

  @BeforeEach
  void install() throws Exception {
    site = Site.installed(root);
  }

  @DisplayName("what changes the JVM or a shell does not reach java, nor the tasks")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "JAVA_TOOL_OPTIONS",
        "JDK_JAVA_OPTIONS",
        "_JAVA_OPTIONS",
        "CLASSPATH",
        "IFS",
        "ENV",
        "BASH_ENV",
        "CDPATH",
        "PS4",
        "LD_PRELOAD",
        "LD_AUDIT",
        "RUNNER_CALLER_LC_ALL"
      })
  void what_changes_the_jvm_or_a_shell_does_not_reach_java(String variable) throws Exception {
    LauncherResult result = site.with(variable, "/nowhere").start();

    assertThat(result.code()).isZero();
    assertThat(result.environment()).doesNotContainKey(variable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "ANYTHING"})
  void every_other_variable_reaches_java(String variable) throws Exception {
    assertThat(site.with(variable, "/some where").start().environment())
        .containsEntry(variable, "/some where");
  }

  /** dash drops them, and no cheap way around it was found; the page says so. */
  @ParameterizedTest
  @ValueSource(strings = {"a.b", "MY-VAR", "BASH_FUNC_foo%%"})
  void a_name_that_is_none_in_a_shell_does_not_stop_the_launcher(String name) throws Exception {
    LauncherResult result = site.with(name, "() { :; }").with("PLAIN", "kept").start();

    assertThat(result.code()).isZero();
    assertThat(result.environment()).containsEntry("PLAIN", "kept");
    assertThat(Files.readString(Path.of("docs/tasks.md")))
        .contains("`" + name.replace("foo", "name") + "`");
  }

  @Test
  void each_variable_that_the_launcher_drops_is_named_on_the_page_of_tasks() throws Exception {
    String page = Files.readString(Path.of("docs/tasks.md"));
    List<String> dropped =
        Files.readString(Path.of("runner"))
            .lines()
            .filter(line -> line.startsWith("unset ") && !line.contains("look_"))
            .flatMap(line -> Pattern.compile(" ").splitAsStream(line.substring("unset ".length())))
            .filter(name -> !name.equals("RUNNER_CALLER_LC_ALL"))
            .toList();

    assertThat(dropped)
        .hasSizeGreaterThan(9)
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  /** A shell exports each variable it was started with, with the value that it has by then. */
  @ParameterizedTest
  @ValueSource(strings = {"installed", "checkout", "retrypuppet"})
  void the_launchers_own_variables_change_none_of_the_callers(String how, @TempDir Path other)
      throws Exception {
    Site used = how.equals("checkout") ? Site.checkout(other) : site;
    Map<String, String> callers = new HashMap<>();
    for (String name : LIKELY) {
      used.with(name, "the caller's");
      callers.put(name, "the caller's");
    }

    LauncherResult result =
        how.equals("retrypuppet") ? used.startAs(used.retrypuppet(), "agent") : used.start();

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.environment()).containsAllEntriesOf(callers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"runner", "retrypuppet"})
  void each_variable_of_the_launcher_begins_with_our_or_look(String script) throws Exception {
    String commands = Files.readString(Path.of(script)).replaceAll("(?m)^ *#.*$", "");

    assertThat(
            Pattern.compile("(?<![\\w.:$-])[a-z]\\w*=|for \\w+ in|read -r \\w+")
                .matcher(commands)
                .results()
                .map(MatchResult::group))
        .isNotEmpty()
        .allMatch(word -> word.matches("(for |read -r )?(our|look)_.*"));
  }

  @Test
  void java_runs_in_utf_8_and_the_callers_locale_is_kept_for_its_children() throws Exception {
    assertThat(site.with("LC_ALL", "de_DE.UTF-8").start().environment())
        .containsEntry("LC_ALL", "C.UTF-8")
        .containsEntry("RUNNER_CALLER_LC_ALL", "de_DE.UTF-8");
  }

  @Test
  void an_empty_locale_is_a_locale_that_was_set() throws Exception {
    assertThat(site.with("LC_ALL", "").start().environment())
        .containsEntry("RUNNER_CALLER_LC_ALL", "");
  }

  @Test
  void without_a_locale_of_the_caller_none_is_saved() throws Exception {
    assertThat(site.start().environment())
        .containsEntry("LC_ALL", "C.UTF-8")
        .doesNotContainKey("RUNNER_CALLER_LC_ALL");
  }

  @Test
  void the_umask_is_022() throws Exception {
    site.through("/bin/sh", "-c", "umask 077; exec \"$@\"", "sh").start();

    assertThat(site.read("umask")).isEqualTo("0022\n");
  }

  @Test
  void streams_that_the_caller_closed_are_dev_null() throws Exception {
    LauncherResult result = site.through("/bin/sh", "-c", "exec \"$@\" <&- >&- 2>&-", "sh").start();

    assertThat(result.code()).isZero();
    assertThat(site.read("streams")).isEqualTo("/dev/null\n".repeat(3));
  }

  @Test
  void open_streams_are_passed_on() throws Exception {
    LauncherResult result = site.start();

    assertThat(result.out()).isEqualTo("printed by java\n");
    assertThat(site.read("streams").lines())
        .hasSize(3)
        .allSatisfy(target -> assertThat(target).startsWith("pipe:"));
  }
}
