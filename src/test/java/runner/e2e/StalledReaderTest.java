package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/** A reader of the program's output that takes nothing delays nothing for long. */
@ExtendWith(Cases.class)
final class StalledReaderTest {
  private static final int SIZE = 1_000_000;
  private static final String CFG = "[runner]\nmax_tries = 1\nkill_grace = 1\n";
  private static final String FLOOD = "head -c " + SIZE + " /dev/zero | tr '\\0' x\n";

  /** A pipe that somebody holds open and nobody reads. */
  private static final String NOBODY = "mkfifo pipe; sleep 50 <pipe & s=$!\n";

  private static final Pattern NOTICE =
      Pattern.compile(
          "\\n?\\[runner: ([0-9]+) bytes are missing here: this stream was not read\\]\\n");

  @Test
  void limits_and_halt_task_hold_if_nobody_reads_the_output(Scenario test) throws Exception {
    test.cfg(CFG + "max_time = 2\nmax_total_time = 4\n").task("1-a", FLOOD).haltTask("echo down");
    CaseShell.Result result =
        new CaseShell(test).run(NOBODY + "$R >pipe 2>err; echo exit $?; kill $s; cat trace err");
    assertThat(result.output())
        .contains("exit 1\n", "task 1-a\n", "halt\n", "timed out: max_time 2 s");
  }

  @Test
  void nothing_is_missing_in_the_log_if_nobody_reads_either_stream(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", FLOOD + "{ " + FLOOD + " } >&2").task("2-b", "");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                NOBODY
                    + "mkfifo other; sleep 50 <other & o=$!\n"
                    + "$R >pipe 2>other; echo exit $?; kill $s $o; cat trace\n"
                    + "$P logs 1-a | tr -cd x | wc -c");
    assertThat(result.output()).contains("exit 0\n", "task 2-b\n", "\n" + 2 * SIZE + "\n");
  }

  @Test
  void a_reader_that_goes_on_is_told_exactly_how_much_is_missing(Scenario test) throws Exception {
    test.cfg(CFG)
        .task("1-a", FLOOD)
        .task("2-b", "echo on >go; until [ -s got ]; do sleep .05; done; echo after");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                "mkfifo pipe go; { head -c 1; read line <go; cat >got; } <pipe >first & r=$!\n"
                    + "$R >pipe 2>err; echo exit $?; wait $r; cat first >>got\n"
                    + "$P logs 1-a | tr -cd x | wc -c");
    assertThat(result.output()).contains("exit 0\n", "\n" + SIZE + "\n");
    String got = Files.readString(test.dir().resolve("got"));
    Matcher notice = NOTICE.matcher(got);
    assertThat(notice.find()).as("a notice in %s bytes", got.length()).isTrue();
    long missing = Long.parseLong(notice.group(1));
    assertThat(got.chars().filter(c -> c == 'x').count()).isEqualTo(SIZE - missing);
    assertThat(got.substring(notice.end())).contains("after\n").doesNotContain("missing");
  }

  @Test
  void a_slow_reader_gets_everything(Scenario test) throws Exception {
    test.cfg(CFG).task("1-a", FLOOD);
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                "mkfifo pipe; while head -c 100000 | grep .; do sleep .7; done <pipe >got & r=$!\n"
                    + "$R >pipe 2>err; echo exit $?; wait $r; tr -cd x <got | wc -c");
    assertThat(result.output()).isEqualTo("exit 0\n" + SIZE + "\n");
  }

  @Test
  void a_signal_ends_the_program_at_once_if_nobody_reads_its_output(Scenario test)
      throws Exception {
    test.cfg(CFG).task("1-a", "echo ready >> \"$TRACE\"\n" + FLOOD).haltTask("");
    CaseShell.Result result =
        new CaseShell(test)
            .run(
                NOBODY
                    + "touch trace; $R >pipe 2>&1 & r=$!\n"
                    + "until grep -q ready trace; do sleep .05; done\n"
                    + "kill $r; b=$(date +%s%N); wait $r; echo exit $?\n"
                    + "[ $(($(date +%s%N) - b)) -lt 4500000000 ] && echo soon; kill $s; cat trace");
    assertThat(result.output()).isEqualTo("exit 143\nsoon\ntask 1-a\nready\n");
  }

  @Test
  void a_logger_that_hangs_does_not_stop_the_chain(Scenario test) throws Exception {
    test.cfg("[runner]\nmax_tries = 60\nsleep_time = 0\nretry_jitter = 0\nhalt_task =\n")
        .task(
            "1-a",
            "kill -STOP $(pgrep -P $PPID -x logger); head -c 4000 /dev/zero | tr '\\0' x"
                + " | fold -w 190; exit 1");
    CaseShell.Result result =
        new CaseShell(test).run("$R --syslog >out 2>err; echo exit $?; grep -c started err");
    assertThat(result.output()).isEqualTo("exit 1\n60\n");
  }
}
