package runner.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  @Test
  void history_is_a_line_a_run() throws IOException {
    History history = new History(SomeBoots.runs(directory), List.of());
    Golden.assertSame("history.txt", history.text(true));
    assertThat(history.text(false).lines()).hasSize(5);
  }

  @Test
  void history_for_programs() throws IOException {
    History history = new History(SomeBoots.runs(directory), List.of());
    Golden.assertSame("history.json", history.json() + "\n");
    JsonNode parsed = new ObjectMapper().readTree(history.json());
    assertThat(parsed.get("schema").asInt()).isEqualTo(1);
    assertThat(parsed.get("runs").get(3).get("duration_s").asDouble()).isEqualTo(153.25);
  }

  @Test
  void a_damaged_record_is_told_and_the_others_are_shown() throws IOException {
    List<RunRecord> runs = SomeBoots.runs(directory);
    Files.writeString(
        directory.resolve("runs").resolve(runs.get(1).id()).resolve("journal"), "what is this\n\n");
    List<Problem> damaged = new ArrayList<>();
    List<RunRecord> rest = new StateReader(directory).all(damaged::add);
    assertThat(rest).extracting(RunRecord::id).doesNotContain(runs.get(1).id()).hasSize(3);
    assertThat(damaged).hasSize(1);
    assertThat(new History(rest, damaged).json()).contains("the record is damaged");
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
