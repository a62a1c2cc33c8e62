package runner.report.timeline;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runner.journal.RunRecord;
import runner.report.text.PrintableText;
import runner.task.TaskName;
import runner.text.TimeSpan;

/**
 * Which tasks cost a run most, and whether they always did.
 *
 * @param peers what the run is compared with
 * @param rows the slowest first; tasks that did not run are left out
 */
public record Blame(String run, Baseline peers, List<Row> rows) {
  public Blame {
    rows = List.copyOf(rows);
  }

  /** One task: all its attempts of this run, beside what it usually costs. */
  public record Row(TaskName task, TaskCost cost, Optional<Duration> usual) {

    /** How much longer it took than usual; negative where it was quicker. */
    public Optional<Duration> change() {
      return usual.map(cost.took()::minus);
    }
  }

  /**
   * Looks at a run.
   *
   * @param before the runs before it, the newest first; as many are read as are needed
   */
  public static Blame of(RunRecord run, Stream<RunRecord> before) {
    Baseline peers = Baseline.of(run, before);
    List<Row> rows =
        run.tasks().stream()
            .map(
                task ->
                    new Row(task.task(), TaskCost.of(run, task.task()), peers.median(task.task())))
            .filter(row -> row.cost().tries() > 0)
            .sorted(Comparator.comparing((Row row) -> row.cost().took()).reversed())
            .toList();
    return new Blame(run.id(), peers, rows);
  }

  /** What the run is compared with, in words. */
  public String beside() {
    return peers.words();
  }

  /** The document of {@code docs/analyze-blame.schema.json}. */
  public String json() {
    return AnalysisJson.of(this);
  }

  /** A line a task. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("run ").append(run).append(" beside ").append(beside()).append('\n');
    text.append(line("this run", "usual", "change", "task"));
    for (Row row : rows) {
      String tries = row.cost().tries() > 1 ? " (" + row.cost().tries() + " tries)" : "";
      text.append(
          line(
              TimeSpan.of(row.cost().took()),
              row.usual().map(TimeSpan::of).orElse("-"),
              row.change().map(TimeSpan::change).orElse("new"),
              PrintableText.of(row.task().file()) + tries));
    }
    return text.toString();
  }

  private static String line(String now, String usual, String change, String name) {
    return TimeColumn.of(now) + TimeColumn.of(usual) + TimeColumn.of(change) + "  " + name + "\n";
  }
}
