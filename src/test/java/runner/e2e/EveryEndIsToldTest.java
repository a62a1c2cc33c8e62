package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runner.support.Cases;
import runner.support.Scenario;

/**
 * Holds the table of docs/operating.md: for each end of a start, the one answer of everything that
 * tells of it. Each row is tried twice: as the first start of the boot, with a {@code --wait} that
 * began before, and after a run that succeeded, which must not answer for it.
 */
@ExtendWith(Cases.class)
final class EveryEndIsToldTest {
  private static final String HEAD = "| the last start | exit |";
  private static final Map<String, String> ENDS = new LinkedHashMap<>();

  static {
    String started = "$C & r=$!\nuntil [ -e ready ]; do sleep .05; done\n";
    String waits = "echo 'touch ready; read x <go; rm ready' >do; mkfifo go; " + started;
    ENDS.put("succeeded", "$C; end $?");
    ENDS.put("failed", "echo 'exit 1' >do; $C; end $?");
    ENDS.put("halted", "echo 'exit 2' >do; $C; end $?");
    ENDS.put("ended by an exit code", "echo 'exit 3' >do; $C; end $?");
    ENDS.put("ended by TERM", waits + "kill $r; wait $r; end $?");
    ENDS.put("killed", waits + "kill -9 $r; wait $r; end $?; echo >go");
    ENDS.put("refused: the configuration cannot be read", "rm runner.cfg; $C; end $?");
    ENDS.put("refused: the task directory cannot be read", "mv tasks.d x; $C; end $?");
    ENDS.put(
        "refused: a program is missing",
        "mount --bind /dev/null /usr/bin/logger; $C --syslog; end $?");
    ENDS.put(
        "refused: the state cannot be written",
        "mount -o remount,ro /var/lib; $C; end $?; mount -o remount,rw /var/lib");
    ENDS.put("refused: a task that others may write", "chmod 777 tasks.d/1-a; $C; end $?");
    ENDS.put(
        "refused: a mistake in the configuration",
        "echo 'max_tries = no' >>runner.cfg; $C; end $?");
    ENDS.put("refused: a mistake in the task directory", "chmod -x tasks.d/1-a; $C; end $?");
    ENDS.put("succeeded on a full disk", "fill; $C; end $?");
    ENDS.put("failed on a full disk", "fill; echo 'exit 1' >do; $C; end $?");
    ENDS.put(
        "failed while the disk became full",
        "echo 'cat /dev/zero >/var/lib/fill; exit 1' >do; $C; end $?");
    ENDS.put("turned away by another runner", waits + "$C; end $?; kill $r; wait $r");
  }

  static Stream<String> ends() {
    return ENDS.keySet().stream();
  }

  /** Fresh state on a small disk; what asks and what tells. */
  private static final String PRELUDE =
      """
      mount -t tmpfs none /run && mount -t tmpfs -o size=1m none /var/lib || exit 99
      unset RUNNER_STATE_DIR XDG_STATE_HOME; export HOME=/nonexistent
      C="$P -q -c runner.cfg"; : >do
      fill() { cat /dev/zero >/var/lib/fill 2>/dev/null; }
      word() { sed -n 's/^  "state" : "\\(.*\\)",$/\\1/p'; }
      or() { [ -n "$2" ] && echo "$2" || echo "$1"; }
      metric() { sed -n "s/^runner_chain_success //p" m.prom 2>/dev/null | tr '\\n' ' '
        sed -n 's/^runner_chain_state{state="\\(.*\\)"} 1$/\\1/p' m.prom 2>/dev/null; }
      end() {
        code=$1; j=$($C status --json); s=$?; j=$(echo "$j" | word)
        $P status >/dev/null; plain=$?; $C status --wait=1 >/dev/null 2>&1; w=$?
        f=$(word </run/runner/status.json 2>/dev/null); m=$(metric)
        h=$($C -q history 2>/dev/null | tail -n +2 | tail -n 1 | tr -s ' ' | cut -d' ' -f3)
        echo "TOLD $code|$s|$w|$j|$(or - "$f")|$(or - "$m")|$(or - "$h")|$plain"; }
      """;

  @ParameterizedTest
  @MethodSource("ends")
  void each_end_is_told_as_the_table_says(String end, Scenario test) throws Exception {
    List<String> cells = row(end);
    String waiter =
        "$C status --wait >/dev/null 2>&1 & before=$!\n"
            + "until ls -l /proc/$before/fd 2>/dev/null | grep -q inotify; do sleep .05; done\n";
    String first = "(" + waiter + ENDS.get(end) + "\nwait $before; echo BEFORE $?)\n";
    String output = shell(test, first);
    assertThat(told(output)).as(output).isEqualTo(expected(cells, ""));
    boolean waits = cells.get(2).equals("waits");
    assertThat(output).contains("BEFORE " + (waits ? "1" : cells.get(2)) + "\n");
  }

  @ParameterizedTest
  @MethodSource("ends")
  void no_older_success_answers_for_it(String end, Scenario test) throws Exception {
    String output = shell(test, "$C >/dev/null 2>&1\n" + ENDS.get(end) + "\n");
    assertThat(told(output)).as(output).isEqualTo(expected(row(end), "1 succeeded"));
  }

  @Test
  void a_run_of_an_older_boot_is_no_answer(Scenario test) throws Exception {
    String boot = "echo 11111111-2222-4333-8444-555555555555 >id\n";
    String fake = "mount --bind id /proc/sys/kernel/random/boot_id\n";
    String real = "umount /proc/sys/kernel/random/boot_id; rm -r /run/runner m.prom\n";
    String output = shell(test, boot + fake + "$C\n" + real + "end -");
    assertThat(told(output)).as(output).isEqualTo(expected(row("none in this boot"), ""));
  }

  @Test
  void a_chain_that_is_disabled_is_waited_for_by_nobody(Scenario test) throws Exception {
    String word = "echo 'quiet runner=disabled' >word; mount --bind word /proc/cmdline\n";
    String output = shell(test, word + "C=\"$P -q\"; end -");
    assertThat(told(output))
        .as(output)
        .isEqualTo(expected(row("none, since the chain is disabled"), ""));
  }

  @Test
  void the_table_has_a_row_for_each_end_that_is_tried() throws IOException {
    List<String> rows = new ArrayList<>(ENDS.keySet());
    rows.add("none in this boot");
    rows.add("none, since the chain is disabled");
    assertThat(table().keySet()).containsExactlyElementsOf(rows);
  }

  private static String shell(Scenario test, String script) throws Exception {
    test.cfg(
            "[runner]\nmax_tries = 1\nkill_grace = 1\nhalt_task =\nexit_codes = 3\n"
                + "metrics_file = m.prom\n")
        .task("1-a", ". ./do\n");
    return new CaseShell(test).runInMountNamespace(PRELUDE + script).output();
  }

  /** What was told, cell by cell; the last cell is asked without naming the configuration. */
  private static List<String> told(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith("TOLD "))
        .map(line -> Arrays.asList(line.substring("TOLD ".length()).split("\\|", -1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(output));
  }

  private static List<String> expected(List<String> cells, String before) {
    List<String> expected = new ArrayList<>(cells);
    expected.set(2, cells.get(2).replace("waits", "124"));
    String metrics = cells.get(5).equals("before") ? before : metrics(cells.get(5), before);
    expected.set(5, metrics.isEmpty() ? "-" : metrics);
    boolean kept = cells.get(6).equals("-") && !before.isEmpty();
    expected.set(6, kept ? "succeeded" : cells.get(6));
    expected.add(cells.get(1));
    return expected;
  }

  /** The state is of this start, but the success of the one before. */
  private static String metrics(String cell, String before) {
    String success = before.isEmpty() ? "" : before.split(" ", -1)[0] + " ";
    return cell.replace("before ", success);
  }

  private static List<String> row(String name) throws IOException {
    return table().get(name);
  }

  private static Map<String, List<String>> table() throws IOException {
    Map<String, List<String>> table = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(Path.of("docs", "operating.md"));
    int head = 0;
    while (!lines.get(head).startsWith(HEAD)) {
      head++;
    }
    for (int i = head + 2; lines.get(i).startsWith("|"); i++) {
      List<String> cells = Arrays.stream(lines.get(i).split("\\|", -1)).map(String::strip).toList();
      table.put(cells.get(1), cells.subList(2, cells.size() - 1));
    }
    return table;
  }
}
