package runner.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.event.ChainOutcome;
import runner.journal.RunRecord;
import runner.journal.StateReader;
import runner.support.Golden;
import runner.support.PastRuns;
import runner.support.Schema;
import runner.support.SomeBoots;

/** What a run's time went into, told for people. */
final class AnalyzeTest {
  @TempDir Path directory;

  @Test
  void blame_names_the_slowest_beside_what_they_usually_take() throws IOException {
    List<RunRecord> runs = SomeBoots.runs(directory);
    Golden.assertSame("blame.txt", Blame.of(runs.get(3), SomeBoots.before(3, runs)).text());
  }

  @Test
  void critical_tells_what_the_boot_waited_for() throws IOException {
    List<RunRecord> runs = SomeBoots.runs(directory);
    Golden.assertSame("critical.txt", CriticalPath.text(runs.get(3), SomeBoots.NOW));
  }

  @Test
  void compare_puts_what_differs_most_first() throws IOException {
    List<RunRecord> runs = SomeBoots.runs(directory);
    Golden.assertSame("compare.txt", Comparison.text(runs.get(2), runs.get(3), SomeBoots.NOW));
  }

  @Test
  @DisplayName("the documents are what docs/analyze-*.schema.json say")
  void documents_keep_to_their_schemas() throws IOException {
    List<RunRecord> runs = SomeBoots.runs(directory);
    for (RunRecord run : runs) {
      assertValid("blame", Blame.of(run, SomeBoots.before(runs.indexOf(run), runs)).json());
      assertValid("critical", CriticalPath.json(run, SomeBoots.NOW));
      assertValid("compare", Comparison.json(runs.get(0), run, SomeBoots.NOW));
    }
  }

  @Test
  void the_documents_of_a_run_that_still_runs_keep_to_them_too() throws IOException {
    PastRuns past = new PastRuns(directory);
    past.begin("1-a", "2-b").ran("1-a", Duration.ofSeconds(5), 0, "").start("2-b", "");
    RunRecord run = new StateReader(directory).last("").orElseThrow();
    assertValid("blame", Blame.of(run, Stream.empty()).json());
    assertValid("critical", CriticalPath.json(run, past.clock().now()));
    assertThat(CriticalPath.json(run, past.clock().now())).contains("\"duration_s\" : null");
    assertValid("compare", Comparison.json(run, run.interrupted(), past.clock().now()));
  }

  @Test
  void numbers_in_documents_are_those_told_to_people() throws IOException {
    List<RunRecord> runs = SomeBoots.runs(directory);
    Golden.assertSame("blame.json", Blame.of(runs.get(3), SomeBoots.before(3, runs)).json() + "\n");
    Golden.assertSame("critical.json", CriticalPath.json(runs.get(3), SomeBoots.NOW) + "\n");
    Golden.assertSame(
        "compare.json", Comparison.json(runs.get(2), runs.get(3), SomeBoots.NOW) + "\n");
  }

  private static void assertValid(String view, String document) throws IOException {
    Schema schema = Schema.of(Path.of("docs", "analyze-" + view + ".schema.json"));
    assertThat(schema.errors(document)).as(document).isEmpty();
  }

  @Test
  void the_median_is_of_one_run_for_each_of_the_last_twenty_boots() throws IOException {
    PastRuns past = new PastRuns(directory);
    for (int boot = 1; boot <= 30; boot++) {
      past.boot("boot-" + boot);
      simple(past, 500_000);
      simple(past, boot * 1000L);
    }
    simple(past.boot("boot-31"), 70_000);
    List<RunRecord> runs = SomeBoots.kept(directory);
    Blame blame = Blame.of(runs.get(60), SomeBoots.before(60, runs));
    assertThat(blame.beside()).isEqualTo("the median of the last 20 boots");
    // Boots 11 to 30, each with its last run.
    assertThat(blame.rows().get(0).usual()).contains(Duration.ofMillis(20_500));
    assertThat(blame.rows().get(0).change()).contains(Duration.ofMillis(49_500));
  }

  @Test
  void a_loop_in_one_boot_is_measured_against_its_own_runs() throws IOException {
    PastRuns past = new PastRuns(directory).boot("boot-1");
    for (int run = 1; run <= 4; run++) {
      simple(past, run * 1000L);
    }
    List<RunRecord> runs = SomeBoots.kept(directory);
    assertThat(Blame.of(runs.get(3), SomeBoots.before(3, runs)).beside())
        .isEqualTo("the median of the last 3 runs");
    assertThat(Blame.of(runs.get(0), SomeBoots.before(0, runs)).beside()).startsWith("nothing");
    assertThat(Blame.of(runs.get(0), SomeBoots.before(0, runs)).rows().get(0).usual()).isEmpty();
  }

  @Test
  void what_still_runs_lasts_until_now() throws IOException {
    PastRuns past = new PastRuns(directory);
    past.begin("1-a", "2-b").ran("1-a", Duration.ofSeconds(5), 0, "").start("2-b", "");
    RunRecord run = new StateReader(directory).last("").orElseThrow();
    Timeline timeline = Timeline.of(run, past.clock().now().plusSeconds(5));
    assertThat(timeline.total()).isEqualTo(Duration.ofSeconds(10));
    assertThat(timeline.rows().get(1).bars().get(0).length()).isEqualTo(Duration.ofSeconds(5));
    assertThat(CriticalPath.text(run, past.clock().now().plusSeconds(5)))
        .contains("running after 10.0 s", "50 %  2-b, try 1, running");
  }

  @Test
  void a_run_without_any_task_has_a_timeline() throws IOException {
    new PastRuns(directory).begin().end(ChainOutcome.SUCCEEDED, Duration.ZERO);
    RunRecord run = new StateReader(directory).last("").orElseThrow();
    assertThat(Timeline.of(run, SomeBoots.NOW).rows()).isEmpty();
    assertThat(CriticalPath.text(run, SomeBoots.NOW)).contains("succeeded after 0.00 s");
    assertThat(Blame.of(run, Stream.empty()).rows()).isEmpty();
  }

  private static void simple(PastRuns past, long millis) throws IOException {
    Duration took = Duration.ofMillis(millis);
    past.begin("1-a").ran("1-a", took, 0, "").end(ChainOutcome.SUCCEEDED, took);
  }
}
