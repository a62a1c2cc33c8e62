package runner.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as process 1 of a container: it reaps, passes signals on, and returns the code. */
@Timeout(60)
class FirstProcessTest {
  /** A JVM blocks QUIT in the processes it starts; env unblocks it. */
  private static final List<String> CONTAINER =
      List.of("env", "--default-signal", "/usr/bin/unshare", "-pf", "--mount-proc");

  /** Java's part in a case of signals: it says which ones came and ends at the second. */
  private static final String SAYS_SIGNALS =
      """
      first=
      got() { echo "got $1"; [ -z "$first" ] || exit 7; first=$1; }
      for signal in TERM INT HUP QUIT; do trap "got $signal" $signal; done
      echo ready
      while :; do /usr/bin/sleep 1000 & wait; done
      """;

  @TempDir Path root;
  private Site site;

  @BeforeEach
  void contain() throws Exception {
    boolean allowed = new ProcessBuilder(with("true")).start().waitFor() == 0;
    if (!allowed) {
      System.err.println("NOT RUN: the launcher as process 1, which needs unshare -p");
    }
    assumeTrue(allowed, "unshare -p is not allowed here");
    site = Site.installed(root).through(CONTAINER.toArray(String[]::new));
  }

  private static List<String> with(String program) {
    return Stream.concat(CONTAINER.stream(), Stream.of(program)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/dash", "/bin/bash"})
  void a_process_whose_parent_ended_does_not_stay_a_zombie(String shell) throws Exception {
    LauncherResult result =
        site.through(shell)
            .java(
                """
                PATH=/usr/bin:/bin
                mkfifo "${0%/*}/fifo"
                {
                  for each in 1 2 3; do all="$all $(sh -c '(exit 0) >&- & echo $!')"; done
                  for pid in $all; do
                    tries=100
                    while [ -e "/proc/$pid" ] && [ $((tries -= 1)) -gt 0 ]; do sleep 0.05; done
                    [ ! -e "/proc/$pid" ] || grep State "/proc/$pid/status"
                  done
                } >"${0%/*}/fifo" &
                # As Java does, this waits for no process that it did not start.
                exec cat "${0%/*}/fifo"
                """)
            .start();

    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 11, 69, 127, 143})
  void the_exit_code_is_javas(int code) throws Exception {
    assertThat(site.java("exit " + code).start().code()).isEqualTo(code);
  }

  @Test
  void a_java_that_was_killed_is_128_and_the_signal() throws Exception {
    assertThat(site.java("kill -s KILL $$").start().code()).isEqualTo(137);
  }

  @Test
  void java_reads_the_callers_stdin_and_gets_the_arguments() throws Exception {
    LauncherResult result = site.java("/usr/bin/cat; printf '<%s>' \"$@\"").start("a b", "", "*");

    assertThat(result.out()).startsWith("the caller's stdin\n").endsWith("<a b><><*>");
  }

  @Test
  void a_java_that_is_missing_is_69_here_too() throws Exception {
    LauncherResult result = site.with("JAVA_HOME", "/nowhere").start();

    assertThat(result.code()).isEqualTo(69);
    assertThat(result.err()).contains("no program '/nowhere/bin/java'");
  }

  @Test
  void streams_that_the_caller_closed_are_dev_null() throws Exception {
    site.through("/bin/sh", "-c", "exec \"$@\" <&- >&- 2>&-", "sh").start();

    assertThat(site.read("streams")).isEqualTo("/dev/null\n".repeat(3));
  }

  @ParameterizedTest
  @CsvSource({"TERM, TERM", "INT, HUP", "HUP, INT", "QUIT, TERM", "INT, INT"})
  void signals_reach_java_and_its_code_is_returned(String first, String second) throws Exception {
    Process container = site.java(SAYS_SIGNALS).begin(site.launcher());
    BufferedReader out = container.inputReader();
    assertThat(out.readLine()).isEqualTo("ready");
    long firstProcess = container.children().findFirst().orElseThrow().pid();

    kill(first, firstProcess);
    assertThat(out.readLine()).isEqualTo("got " + first);
    kill(second, firstProcess);
    assertThat(out.readLine()).isEqualTo("got " + second);
    assertThat(container.waitFor()).isEqualTo(7);
  }

  /** Or the INT of a terminal would come from there and from the launcher, and the second kills. */
  @Test
  void java_has_a_session_of_its_own() throws Exception {
    LauncherResult result =
        site.java("PATH=/usr/bin:/bin; [ $(ps -o sid= -p $$) -ne $(ps -o sid= -p 1) ]").start();

    assertThat(result.code()).isZero();
  }

  private static void kill(String signal, long pid) throws Exception {
    new ProcessBuilder("kill", "-s", signal, Long.toString(pid)).start().waitFor();
  }
}
