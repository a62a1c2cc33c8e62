package runner.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runner.journal.RunRecord.State;
import runner.journal.RunRecord.Step;
import runner.journal.RunRecord.Step.Kind;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalRecord;
import runner.task.TaskName;

/** What the records read so far say of how a run spent its time. */
final class StepFold {
  private final Path directory;
  private final Instant started;
  private final List<Step> steps = new ArrayList<>();
  private int pass = 1;
  private Optional<Duration> pause = Optional.empty();

  StepFold(Path directory, JournalRecord first) throws CorruptStateException {
    this.directory = directory;
    this.started = first.at();
    if (first.fields().containsKey("lock_wait_ms")) {
      Duration waited = first.duration("lock_wait_ms");
      Step lock = begun(Kind.LOCK, Optional.empty(), waited.negated(), Optional.empty());
      steps.add(lock.ended(waited, State.SUCCEEDED, ""));
    }
  }

  List<Step> steps() {
    List<Step> sorted = new ArrayList<>(steps);
    // A hook is written down when it has ended, within the attempt it was called for.
    sorted.sort((a, b) -> a.at().compareTo(b.at()));
    return sorted;
  }

  void add(JournalRecord record) throws CorruptStateException {
    Duration at = offset(record);
    if (!record.type().equals(JournalFormat.HOOK)) {
      endWait(at);
    }
    switch (record.type()) {
      case JournalFormat.TASK_STARTED -> {
        pass = record.small("pass");
        steps.add(begun(Kind.ATTEMPT, task(record), at, log(record)));
      }
      // The hook before it is over now.
      case JournalFormat.TASK_SPAWNED -> replaceLast(Kind.ATTEMPT, step -> step.from(at));
      case JournalFormat.TASK_FINISHED -> end(Kind.ATTEMPT, record, state(record));
      case JournalFormat.TASK_SKIPPED -> {
        Step skip = begun(Kind.SKIP, task(record), at, Optional.empty());
        steps.add(skip.ended(Duration.ZERO, State.SKIPPED, record.text("reason")));
      }
      case JournalFormat.HOOK -> hook(record, at);
      case JournalFormat.RETRY -> wait(record, at);
      case JournalFormat.HALT_STARTED -> {
        Optional<Path> log = task(record).map(LogNames::ofHalt).map(directory::resolve);
        steps.add(begun(Kind.HALT, task(record), at, log));
      }
      case JournalFormat.HALT_FINISHED -> end(Kind.HALT, record, TaskFold.stateOfHalt(record));
      // Of a run that was settled afterwards, nobody saw their ends.
      case JournalFormat.RUN_FINISHED -> steps.replaceAll(Step::interrupted);
      default -> {}
    }
  }

  /** Since the run began: by the steady clock; of old records by the wall clock, which may jump. */
  private Duration offset(JournalRecord record) throws CorruptStateException {
    if (record.fields().containsKey(JournalFormat.SINCE)) {
      return record.duration(JournalFormat.SINCE);
    }
    Duration wall = Duration.between(started, record.at());
    return wall.isNegative() ? Duration.ZERO : wall;
  }

  private Step begun(Kind kind, Optional<TaskName> task, Duration at, Optional<Path> log) {
    return new Step(kind, task, pass, at, Optional.empty(), State.RUNNING, "", log);
  }

  private void hook(JournalRecord record, Duration at) throws CorruptStateException {
    Duration took = record.duration("took_ms");
    Step hook = begun(Kind.HOOK, task(record), before(at, took), Optional.empty());
    steps.add(hook.ended(took, State.SUCCEEDED, ""));
  }

  private static Duration before(Duration end, Duration took) {
    return end.compareTo(took) < 0 ? Duration.ZERO : end.minus(took);
  }

  private void wait(JournalRecord record, Duration at) throws CorruptStateException {
    pause = Optional.of(record.duration("pause_ms"));
    pass++;
    steps.add(begun(Kind.WAIT, task(record), at, Optional.empty()));
  }

  /** The next record ends a wait; a record that is late only means that the machine was busy. */
  private void endWait(Duration now) {
    pause.ifPresent(
        most ->
            replaceLast(
                Kind.WAIT, wait -> wait.ended(between(wait.at(), now, most), State.SUCCEEDED, "")));
    pause = Optional.empty();
  }

  private static Duration between(Duration from, Duration to, Duration most) {
    Duration seen = to.compareTo(from) < 0 ? Duration.ZERO : to.minus(from);
    return seen.compareTo(most) < 0 ? seen : most;
  }

  private void end(Kind kind, JournalRecord record, State state) throws CorruptStateException {
    Duration took = record.duration("took_ms");
    String reason = record.maybeText("reason").orElse("");
    boolean seen = record.fields().containsKey(JournalFormat.SINCE);
    Duration end = offset(record);
    // It began after its hook, and a little before its record was written.
    replaceLast(
        kind, step -> (seen ? step.from(before(end, took)) : step).ended(took, state, reason));
  }

  /** A run does one thing at a time, so a record refers to the last step of its kind. */
  private void replaceLast(Kind kind, UnaryOperator<Step> change) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).kind() == kind) {
        steps.set(i, change.apply(steps.get(i)));
        return;
      }
    }
  }

  private static State state(JournalRecord record) throws CorruptStateException {
    return record.choice("state", State.class);
  }

  private static Optional<TaskName> task(JournalRecord record) throws CorruptStateException {
    return Optional.of(new TaskName(record.text("task")));
  }

  private Optional<Path> log(JournalRecord record) throws CorruptStateException {
    return Optional.of(directory.resolve(record.path("log")));
  }
}
