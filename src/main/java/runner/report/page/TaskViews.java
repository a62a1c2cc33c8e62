package runner.report.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runner.journal.RunRecord;
import runner.journal.RunRecord.State;
import runner.journal.RunRecord.Step;
import runner.journal.RunRecord.Step.Kind;
import runner.report.history.FileTail;
import runner.report.history.SecretValues;
import runner.report.timeline.Blame;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/** Every task of a run with the end of its output, where there is any. */
final class TaskViews {
  private static final int LINES = 15;
  private static final int LINES_OF_FAILURE = 40;
  private static final int LONGEST_LINE = 400;

  /** A task that was tried a hundred times failed for the same reason each time. */
  private static final int MOST_TRIES = 3;

  private final RunRecord run;
  private final Blame blame;
  private final SecretValues secrets;

  TaskViews(RunRecord run, Blame blame, SecretValues secrets) {
    this.run = run;
    this.blame = blame;
    this.secrets = secrets;
  }

  List<TaskView> all() {
    return Stream.concat(
            run.tasks().stream().map(task -> view(task, task.task().file(), Kind.ATTEMPT)),
            run.halt().stream()
                .map(task -> view(task, "halt task " + task.task().file(), Kind.HALT)))
        .toList();
  }

  /** Why a task is in its state, to be put behind the word for that. */
  static String reason(RunRecord.Task task, SecretValues secrets) {
    return task.reason().isEmpty() ? "" : ": " + secrets.cover(task.reason());
  }

  private TaskView view(RunRecord.Task task, String name, Kind kind) {
    Optional<Blame.Row> cost =
        blame.rows().stream().filter(row -> row.task().equals(task.task())).findFirst();
    boolean bad =
        task.state() == State.FAILED
            || task.state() == State.HALTED
            || task.state() == State.INTERRUPTED;
    return new TaskView(
        name,
        EnumWord.of(task.state()),
        EnumWord.of(task.state()) + reason(task, secrets),
        cost.isPresent(),
        cost.map(row -> TimeSpan.of(row.cost().took())).orElse(""),
        cost.flatMap(Blame.Row::usual).isPresent(),
        cost.flatMap(Blame.Row::usual).map(usual -> "usually " + TimeSpan.of(usual)).orElse(""),
        bad,
        tries(task, kind, bad));
  }

  private List<TaskView.Try> tries(RunRecord.Task task, Kind kind, boolean bad) {
    List<Step> tries =
        run.steps().stream()
            .filter(step -> step.kind() == kind)
            .filter(step -> step.task().equals(Optional.of(task.task())))
            .toList();
    return tries.subList(Math.max(0, tries.size() - MOST_TRIES), tries.size()).stream()
        .map(step -> shown(step, bad))
        .toList();
  }

  private TaskView.Try shown(Step step, boolean bad) {
    int count = bad ? LINES_OF_FAILURE : LINES;
    List<String> lines =
        step.log().map(log -> FileTail.lines(log, count, LONGEST_LINE, secrets)).orElse(List.of());
    String took = step.took().map(time -> " after " + TimeSpan.of(time)).orElse("");
    String reason = step.reason().isEmpty() ? "" : ": " + secrets.cover(step.reason());
    String what = step.kind() == Kind.HALT ? "" : "try " + step.pass() + ", ";
    String title = what + EnumWord.of(step.state()) + took + reason;
    String log = step.log().map(path -> path.getFileName().toString()).orElse("");
    return new TaskView.Try(title, !lines.isEmpty(), String.join("\n", lines), log);
  }
}
