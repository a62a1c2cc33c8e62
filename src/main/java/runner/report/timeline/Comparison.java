package runner.report.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import runner.journal.RunRecord;
import runner.report.text.PrintableText;
import runner.task.TaskName;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/** Two runs side by side, what differs most first. */
public final class Comparison {
  private final RunRecord before;
  private final RunRecord after;
  private final Instant now;

  private Comparison(RunRecord before, RunRecord after, Instant now) {
    this.before = before;
    this.after = after;
    this.now = now;
  }

  /** Tells it for people. */
  public static String text(RunRecord before, RunRecord after, Instant now) {
    return new Comparison(before, after, now).text();
  }

  /** The document of {@code docs/analyze-compare.schema.json}. */
  public static String json(RunRecord before, RunRecord after, Instant now) {
    return AnalysisJson.compared(before, after, now);
  }

  /** The tasks of either run. */
  static Set<TaskName> tasks(RunRecord before, RunRecord after) {
    Set<TaskName> all = new LinkedHashSet<>();
    Stream.of(before, after).forEach(run -> run.tasks().forEach(task -> all.add(task.task())));
    return all;
  }

  /** A task or a kind of waiting, in both runs; absent where it did not happen. */
  private record Row(Optional<Duration> before, Optional<Duration> after, String words) {
    Duration change() {
      return after.orElse(Duration.ZERO).minus(before.orElse(Duration.ZERO));
    }

    String line() {
      return TimeColumn.of(before.map(TimeSpan::of).orElse("-"))
          + TimeColumn.of(after.map(TimeSpan::of).orElse("-"))
          + TimeColumn.of(TimeSpan.change(change()))
          + "  "
          + PrintableText.of(words)
          + "\n";
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("A: ").append(headline(before)).append("B: ").append(headline(after));
    text.append(TimeColumn.of("A")).append(TimeColumn.of("B")).append(TimeColumn.of("change"));
    text.append('\n');
    Stream.concat(tasks(before, after).stream().map(this::row), kinds())
        .sorted(Comparator.comparing((Row row) -> row.change().abs()).reversed())
        .forEach(row -> text.append(row.line()));
    text.append(new Row(total(before), total(after), "(all)").line());
    return text.toString();
  }

  private String headline(RunRecord run) {
    String reason = run.reason().isEmpty() ? "" : ": " + PrintableText.of(run.reason());
    return "run "
        + run.id()
        + ", "
        + EnumWord.of(run.state())
        + ", try "
        + run.pass()
        + reason
        + "\n";
  }

  private Row row(TaskName task) {
    String a = state(before, task);
    String b = state(after, task);
    String words = a.equals(b) ? a : a + ", then " + b;
    return new Row(cost(before, task), cost(after, task), task.file() + ": " + words);
  }

  /** Tasks have rows of their own. */
  private Stream<Row> kinds() {
    Map<String, Duration> a = TimeBreakdown.of(before, now).parts();
    Map<String, Duration> b = TimeBreakdown.of(after, now).parts();
    Set<String> kinds = new LinkedHashSet<>(a.keySet());
    kinds.addAll(b.keySet());
    return kinds.stream()
        .filter(kind -> !kind.contains("tasks") && !kind.contains("tries that"))
        .map(
            kind ->
                new Row(
                    Optional.ofNullable(a.get(kind)),
                    Optional.ofNullable(b.get(kind)),
                    "(" + kind + ")"));
  }

  private Optional<Duration> total(RunRecord run) {
    return Optional.of(TimeBreakdown.of(run, now).total());
  }

  private static Optional<Duration> cost(RunRecord run, TaskName task) {
    return Optional.of(TaskCost.of(run, task)).filter(cost -> cost.tries() > 0).map(TaskCost::took);
  }

  private static String state(RunRecord run, TaskName task) {
    return run.tasks().stream()
        .filter(each -> each.task().equals(task))
        .findFirst()
        .map(each -> EnumWord.of(each.state()) + reason(each))
        .orElse("not in the plan");
  }

  private static String reason(RunRecord.Task task) {
    return task.reason().isEmpty() ? "" : " (" + task.reason() + ")";
  }
}
