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

/** What the launcher keeps from the JVM and the tasks, and what it passes on. */
class LauncherEnvironmentTest {
  /** What a caller may have exported, and a shell script would like to use. */
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

  @DisplayName("H6 what changes the JVM or a shell does not reach java, nor the tasks")
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
    LauncherResult start = site.with(variable, "/nowhere").start();

    assertThat(start.code()).isZero();
    assertThat(start.environment()).doesNotContainKey(variable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "ANYTHING"})
  void everything_else_does(String variable) throws Exception {
    assertThat(site.with(variable, "/some where").start().environment())
        .containsEntry(variable, "/some where");
  }

  /** A shell hands on each variable it was started with, and as it is by then. */
  @ParameterizedTest
  @ValueSource(strings = {"installed", "checkout", "retrypuppet"})
  void the_launchers_own_variables_are_not_the_callers(String how, @TempDir Path other)
      throws Exception {
    Site asked = how.equals("checkout") ? Site.checkout(other) : site;
    Map<String, String> callers = new HashMap<>();
    for (String name : LIKELY) {
      asked.with(name, "the caller's");
      callers.put(name, "the caller's");
    }

    LauncherResult start =
        how.equals("retrypuppet") ? asked.startAs(asked.retrypuppet(), "agent") : asked.start();

    assertThat(start.code()).as(start.err()).isZero();
    assertThat(start.environment()).containsAllEntriesOf(callers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"runner", "retrypuppet"})
  void each_variable_of_the_launcher_has_a_name_that_nobody_exports(String script)
      throws Exception {
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
  void a_caller_without_a_locale_leaves_no_trace_of_one() throws Exception {
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
  void streams_that_the_caller_closed_are_dev_null_and_not_the_next_file() throws Exception {
    LauncherResult start = site.through("/bin/sh", "-c", "exec \"$@\" <&- >&- 2>&-", "sh").start();

    assertThat(start.code()).isZero();
    assertThat(site.read("streams")).isEqualTo("/dev/null\n".repeat(3));
  }

  @Test
  void streams_that_are_open_are_left_alone() throws Exception {
    LauncherResult start = site.start();

    assertThat(start.out()).isEqualTo("said by java\n");
    assertThat(site.read("streams").lines())
        .hasSize(3)
        .allSatisfy(target -> assertThat(target).startsWith("pipe:"));
  }
}
