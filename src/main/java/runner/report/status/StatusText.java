package runner.report.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import runner.journal.RunRecord;
import runner.journal.disk.KeptTime;
import runner.report.terminal.Look;
import runner.report.text.Printable;
import runner.report.timeline.Span;

/** The words for people: one line for the whole, and one a task in columns. */
final class StatusText {
  private static final int WIDEST_TIME = "59 min 59 s".length();

  private StatusText() {}

  static String of(Status status, Look look) {
    if (status.run().isEmpty()) {
      return "never ran\n";
    }
    Status.Run run = status.run().get();
    StringBuilder text = new StringBuilder(headline(status.state(), run, look));
    int width = width(run.tasks());
    for (Status.Task task : run.tasks()) {
      text.append(line(task, run.pass(), width, look)).append('\n');
    }
    return text.toString();
  }

  private static String headline(RunRecord.State state, Status.Run run, Look look) {
    boolean before = state == RunRecord.State.PENDING;
    String end = run.finished().map(at -> ", ended " + seconds(at)).orElse("");
    return look.paint(paint(state), StatusJson.word(state))
        + ": run "
        + run.id()
        + (before ? " was before this boot" : ", try " + run.pass())
        + ", began "
        + seconds(run.started())
        + end
        + (run.reason().isEmpty() ? "" : "; " + Printable.of(run.reason()))
        + "\n";
  }

  private static int width(List<Status.Task> tasks) {
    return Math.min(
        40, tasks.stream().mapToInt(t -> Printable.of(t.file()).length()).max().orElse(0));
  }

  private static String line(Status.Task task, int pass, int width, Look look) {
    String took = task.took().map(Span::of).orElse("");
    String line =
        "  "
            + look.paint(paint(task.state()), Printable.left(11, StatusJson.word(task.state())))
            + "  "
            + Printable.left(width, Printable.of(task.file()))
            + "  "
            + Printable.right(WIDEST_TIME, took);
    Optional<String> attempt =
        Optional.of(task.attempt()).filter(a -> a > 1 || (pass > 1 && a > 0)).map(a -> "try " + a);
    return (line
            + attempt.map(words -> "  " + words).orElse("")
            + (task.reason().isEmpty() ? "" : "  " + Printable.of(task.reason()))
            + (task.state() == RunRecord.State.FAILED ? log(task) : ""))
        .stripTrailing();
  }

  private static Look.Paint paint(RunRecord.State state) {
    return switch (state) {
      case SUCCEEDED -> Look.Paint.GOOD;
      case FAILED, HALTED, INTERRUPTED -> Look.Paint.BAD;
      case SKIPPED, PENDING -> Look.Paint.FAINT;
      case RUNNING -> Look.Paint.NONE;
    };
  }

  private static String log(Status.Task task) {
    return task.log().map(path -> "; see " + Printable.of(path)).orElse("");
  }

  private static String seconds(Instant at) {
    return KeptTime.text(at.truncatedTo(ChronoUnit.SECONDS));
  }
}
