package runner.report.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.journal.RunRecord;
import runner.journal.StateReader;
import runner.report.history.LogPrinter.Headings;
import runner.support.Golden;
import runner.support.PastRuns;
import runner.support.SomeBoots;
import runner.task.Problem;
import runner.task.TaskName;

/** Lists of runs, and what their tasks printed. */
final class HistoryTest {
  @TempDir Path directory;

  private static String text(List<RunRecord> runs, boolean withTasks) {
    StringBuilder text = new StringBuilder();
    new History(runs.stream(), List.of()).text(withTasks, text::append);
    return text.toString();
  }

  private static String json(Stream<RunRecord> runs, List<Problem> damaged) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new History(runs, damaged).json(new PrintStream(out, true, UTF_8));
    return out.toString(UTF_8);
  }

  @Test
  void history_is_a_line_a_run() throws IOException {
    List<RunRecord> runs = SomeBoots.runs(directory);
    Golden.assertSame("history.txt", text(runs, true));
    assertThat(text(runs, false).lines()).hasSize(5);
  }

  @Test
  void history_for_programs() throws IOException {
    String json = json(SomeBoots.runs(directory).stream(), List.of());
    Golden.assertSame("history.json", json);
    JsonNode parsed = new ObjectMapper().readTree(json);
    assertThat(parsed.get("schema").asInt()).isEqualTo(1);
    assertThat(parsed.get("runs").get(3).get("duration_s").asDouble()).isEqualTo(153.25);
  }

  /** It is found to be damaged while the runs are read. */
  @Test
  void a_damaged_record_is_told_after_the_runs() throws IOException {
    List<Problem> damaged = new ArrayList<>();
    Stream<RunRecord> runs =
        SomeBoots.runs(directory).stream()
            .peek(run -> damaged.add(Problem.config("journal", "the record is damaged", "")));
    assertThat(json(runs, damaged)).endsWith("\"fact\" : \"the record is damaged\"\n  } ]\n}\n");
  }

  private static String printed(RunRecord run, Set<TaskName> only, Headings headings)
      throws IOException {
    StringBuilder out = new StringBuilder();
    try (LogPrinter printer = new LogPrinter(only, headings, out::append)) {
      printer.print(run);
    }
    return out.toString();
  }

  @Test
  void logs_are_printed_try_after_try() throws IOException {
    RunRecord run = SomeBoots.runs(directory).get(3);
    Golden.assertSame("logs.txt", printed(run, Set.of(), Headings.TASK));
    assertThat(printed(run, Set.of(new TaskName("20-net.sh")), Headings.NONE))
        .isEqualTo("no route\nup\nup\n");
    assertThat(printed(run, Set.of(new TaskName("20-net.sh")), Headings.FILE))
        .contains("exit code 1; " + directory)
        .contains("002-20-net.sh.1.log <==\n");
  }

  @Test
  void of_a_run_that_goes_on_each_piece_is_printed_once() throws IOException {
    PastRuns past = new PastRuns(directory);
    past.begin("1-a", "2-b").start("1-a", "one\ntw");
    StringBuilder out = new StringBuilder();
    try (LogPrinter printer = new LogPrinter(Set.of(), Headings.NONE, out::append)) {
      RunRecord run = new StateReader(directory).last("").orElseThrow();
      printer.print(run);
      assertThat(out.toString()).isEqualTo("one\ntw");
      Path log = run.steps().get(0).log().orElseThrow();
      Files.writeString(log, "o", StandardOpenOption.APPEND);
      printer.more();
      assertThat(out.toString()).isEqualTo("one\ntwo");
      past.ended("1-a");
      past.start("2-b", "three\n");
      printer.print(new StateReader(directory).last("").orElseThrow());
      printer.more();
    }
    assertThat(out.toString()).isEqualTo("one\ntwo\nthree\n");
  }
}
