package runner.report.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import runner.journal.RunRecord;
import runner.journal.disk.InstantText;
import runner.report.terminal.TerminalStyle;
import runner.report.text.PrintableText;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/** The words for people: one line for the whole, and one a task in columns. */
final class StatusText {
  private static final int WIDEST_TIME = "59 min 59 s".length();

  private StatusText() {}

  static String of(Status status, TerminalStyle look) {
    if (status.run().isEmpty()) {
      return status.state() == RunRecord.State.DISABLED ? disabled(status, look) : "never ran\n";
    }
    Status.Run run = status.run().get();
    StringBuilder text = new StringBuilder(headline(status, run, look));
    int width = width(run);
    for (Status.Task task : run.tasks()) {
      text.append(line(task.file(), task, run.pass(), width, look)).append('\n');
    }
    if (run.halt().isPresent()) {
      Status.Task halt = run.halt().get();
      text.append(line(nameOfHalt(halt), halt, 1, width, look)).append('\n');
    }
    return text.toString();
  }

  private static String disabled(Status status, TerminalStyle look) {
    String word = look.paint(paint(status.state()), EnumWord.of(status.state()));
    return word + ": by " + PrintableText.of(status.reason()) + "\n";
  }

  private static String headline(Status status, Status.Run run, TerminalStyle look) {
    RunRecord.State state = status.state();
    if (state == RunRecord.State.DISABLED) {
      return disabled(status, look);
    }
    if (state == RunRecord.State.REFUSED) {
      return look.paint(paint(state), EnumWord.of(state)) + ": " + refused(run) + "\n";
    }
    boolean before = state == RunRecord.State.PENDING && run.runner().boot().known();
    String end = run.finished().map(at -> ", ended " + seconds(at)).orElse("");
    return look.paint(paint(state), EnumWord.of(state))
        + ": run "
        + run.id()
        + (before ? " was before this boot" : tries(run))
        + ", began "
        + seconds(run.started())
        + end
        + (run.reason().isEmpty() ? "" : "; " + PrintableText.of(run.reason()))
        + "\n";
  }

  private static String refused(Status.Run run) {
    RunRecord.Refusal refusal = run.refusal().orElseThrow();
    String often = refusal.count() > 1 ? ", " + refusal.count() + " times in a row" : "";
    return "run "
        + run.id()
        + ", exit "
        + refusal.code()
        + " at "
        + seconds(run.finished().orElse(run.started()))
        + often
        + "; "
        + PrintableText.of(run.reason());
  }

  /** A task with a limit of its own may make more passes than the chain's limit allows. */
  private static String tries(Status.Run run) {
    boolean waits = run.waiting().isPresent();
    int next = waits ? run.waiting().get().nextTry() : run.pass();
    int most = run.maxTries().orElse(0);
    String number = "try " + next + (most >= next ? " of " + most : "");
    if (!waits) {
      return ", " + number;
    }
    Status.Waiting wait = run.waiting().get();
    String until = ", waiting until " + seconds(wait.until());
    return until + " for " + number + " since " + PrintableText.of(wait.reason());
  }

  private static String nameOfHalt(Status.Task halt) {
    return "halt task " + halt.file();
  }

  private static int width(Status.Run run) {
    int widest = run.halt().isPresent() ? width(nameOfHalt(run.halt().get())) : 0;
    for (Status.Task task : run.tasks()) {
      widest = Math.max(widest, width(task.file()));
    }
    return Math.min(40, widest);
  }

  private static int width(String name) {
    return PrintableText.of(name).length();
  }

  private static String line(
      String name, Status.Task task, int pass, int width, TerminalStyle look) {
    String took = task.took().map(TimeSpan::of).orElse("");
    String line =
        "  "
            + look.paint(paint(task.state()), PrintableText.left(11, EnumWord.of(task.state())))
            + "  "
            + PrintableText.left(width, PrintableText.of(name))
            + "  "
            + PrintableText.right(WIDEST_TIME, took);
    Optional<String> attempt =
        Optional.of(task.attempt()).filter(a -> a > 1 || (pass > 1 && a > 0)).map(a -> "try " + a);
    return (line
            + attempt.map(words -> "  " + words).orElse("")
            + (task.reason().isEmpty() ? "" : "  " + PrintableText.of(task.reason()))
            + (task.state() == RunRecord.State.FAILED ? log(task) : ""))
        .stripTrailing();
  }

  private static TerminalStyle.Paint paint(RunRecord.State state) {
    return switch (state) {
      case SUCCEEDED -> TerminalStyle.Paint.GOOD;
      case FAILED, HALTED, INTERRUPTED, REFUSED -> TerminalStyle.Paint.BAD;
      case SKIPPED, PENDING, DISABLED -> TerminalStyle.Paint.FAINT;
      case RUNNING -> TerminalStyle.Paint.NONE;
    };
  }

  private static String log(Status.Task task) {
    return task.log().map(path -> "; see " + PrintableText.of(path)).orElse("");
  }

  private static String seconds(Instant at) {
    return InstantText.text(at.truncatedTo(ChronoUnit.SECONDS));
  }
}
