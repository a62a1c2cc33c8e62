package runner.report.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runner.journal.RunRecord;
import runner.journal.RunRecord.State;
import runner.journal.RunRecord.Step;
import runner.journal.RunRecord.Step.Kind;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/**
 * A run laid out in time: a row for each task in the order of the plan, with its attempts, waits
 * and hooks.
 *
 * @param total from the first to the last thing that happened; never zero
 */
public record Timeline(Duration total, List<Row> rows) {
  private static final String LOCK = "(waiting for another runner)";

  public Timeline {
    rows = List.copyOf(rows);
  }

  /**
   * One task, or the halt task, or the wait for the lock.
   *
   * @param words how it went, in a few words
   * @param bars hooks first, so that they hide nothing when they are drawn in this order
   */
  public record Row(String label, State state, String words, List<Bar> bars) {
    public Row {
      bars = bars.stream().sorted(Comparator.comparing(bar -> bar.kind() != Kind.HOOK)).toList();
    }
  }

  /**
   * A stretch of time.
   *
   * @param from after the beginning of the whole
   */
  public record Bar(Kind kind, State state, Duration from, Duration length, String words) {}

  /**
   * Lays a run out.
   *
   * @param now what is still running lasts until then
   */
  public static Timeline of(RunRecord run, Instant now) {
    Duration origin =
        run.steps().stream()
            .map(Step::at)
            .filter(Duration::isNegative)
            .findFirst()
            .orElse(Duration.ZERO);
    Duration end = end(run, now);
    Map<String, List<Bar>> bars = new LinkedHashMap<>();
    run.tasks().forEach(task -> bars.put(task.task().file(), new ArrayList<>()));
    for (Step step : run.steps()) {
      bars.computeIfAbsent(label(step), label -> new ArrayList<>()).add(bar(step, origin, end));
    }
    List<Row> rows = new ArrayList<>();
    Optional.ofNullable(bars.remove(LOCK)).ifPresent(lock -> rows.add(other(LOCK, lock)));
    for (RunRecord.Task task : run.tasks()) {
      String label = task.task().file();
      rows.add(new Row(label, task.state(), words(task, run), bars.remove(label)));
    }
    bars.forEach((label, rest) -> rows.add(other(label, rest)));
    Duration total = end.minus(origin);
    return new Timeline(total.toMillis() < 1 ? Duration.ofMillis(1) : total, rows);
  }

  /** How long after its beginning a run ended, or how long it has lasted. */
  static Duration end(RunRecord run, Instant now) {
    Duration seen =
        run.steps().stream()
            .map(step -> step.at().plus(step.took().orElse(Duration.ZERO)))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    Duration known = run.took().orElse(seen);
    Duration now0 = run.state() == State.RUNNING ? Duration.between(run.started(), now) : known;
    Duration last = known.compareTo(now0) > 0 ? known : now0;
    return last.compareTo(seen) > 0 ? last : seen;
  }

  /** What the time of a run went into, in words; kinds that took none are left out. */
  public static Map<String, Duration> spent(RunRecord run, Instant now) {
    return TimeBreakdown.of(run, now).parts();
  }

  private static String label(Step step) {
    String task = step.task().map(name -> name.file()).orElse(LOCK);
    return step.kind() == Kind.HALT ? "(halt task) " + task : task;
  }

  private static Bar bar(Step step, Duration origin, Duration end) {
    boolean lasts = step.state() == State.RUNNING || step.state() == State.INTERRUPTED;
    Duration rest = lasts ? end.minus(step.at()) : Duration.ZERO;
    Duration length = step.took().orElse(rest.isNegative() ? Duration.ZERO : rest);
    return new Bar(step.kind(), step.state(), step.at().minus(origin), length, words(step));
  }

  private static String words(Step step) {
    String what =
        switch (step.kind()) {
          case ATTEMPT -> "try " + step.pass();
          case SKIP -> "skipped in pass " + step.pass();
          case WAIT -> "wait before try " + step.pass();
          case HOOK -> "hook";
          case HALT -> "halt task";
          case LOCK -> "wait for the lock";
        };
    String why = step.reason().isEmpty() ? "" : ": " + step.reason();
    return what + step.took().map(took -> ", " + TimeSpan.of(took)).orElse("") + why;
  }

  private static String words(RunRecord.Task task, RunRecord run) {
    TaskCost cost = TaskCost.of(run, task.task());
    String tries = cost.tries() > 1 ? cost.tries() + " tries, " : "";
    String time = cost.tries() > 0 ? tries + TimeSpan.of(cost.took()) : "";
    boolean plain = task.state() == State.SUCCEEDED && task.reason().isEmpty();
    String state = plain && !time.isEmpty() ? "" : EnumWord.of(task.state());
    String reason = task.reason().isEmpty() ? "" : ": " + task.reason();
    return time + (time.isEmpty() || state.isEmpty() ? "" : ", ") + state + reason;
  }

  private static Row other(String label, List<Bar> bars) {
    Bar last = bars.get(bars.size() - 1);
    String state = last.state() == State.SUCCEEDED ? "" : ", " + EnumWord.of(last.state());
    return new Row(label, last.state(), TimeSpan.of(last.length()) + state, bars);
  }
}
