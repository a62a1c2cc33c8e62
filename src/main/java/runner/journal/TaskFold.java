package runner.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalRecord;
import runner.process.ProcessId;
import runner.task.TaskName;

/** What the records read so far say of one task. */
final class TaskFold {
  private final TaskName task;
  private RunRecord.State state = RunRecord.State.PENDING;
  private String reason = "";
  private int attempt;
  private Optional<Integer> code = Optional.empty();
  private Optional<Integer> signal = Optional.empty();
  private Optional<Instant> began = Optional.empty();
  private Optional<Duration> took = Optional.empty();
  private Optional<Path> log = Optional.empty();
  private Optional<RunRecord.Task.Trace> trace = Optional.empty();
  private Optional<String> content = Optional.empty();
  private Optional<LastSuccesses.Success> success = Optional.empty();

  TaskFold(String file) {
    this.task = new TaskName(file);
  }

  void started(JournalRecord record, Path directory) throws CorruptStateException {
    state = RunRecord.State.RUNNING;
    reason = "";
    attempt = record.small("pass");
    code = Optional.empty();
    signal = Optional.empty();
    took = Optional.empty();
    began = Optional.of(record.at());
    content = record.maybeText("content");
    log = Optional.of(directory.resolve(record.path("log")));
    trace = Optional.of(new RunRecord.Task.Trace(record.text("cookie"), Optional.empty()));
  }

  void spawned(JournalRecord record) throws CorruptStateException {
    ProcessId leader = new ProcessId(record.number("pid"), record.number("ticks"));
    trace = trace.map(t -> new RunRecord.Task.Trace(t.cookie(), Optional.of(leader)));
  }

  void finished(JournalRecord record, RunRecord.Origin origin) throws CorruptStateException {
    state = record.choice("state", RunRecord.State.class);
    reason = record.text("reason");
    code = record.maybeSmall("code");
    signal = record.maybeSmall("signal");
    took = Optional.of(record.duration("took_ms"));
    trace = Optional.empty();
    if (state == RunRecord.State.SUCCEEDED) {
      // Kept although a later pass may skip the task or fail at it.
      success =
          Optional.of(
              new LastSuccesses.Success(
                  task.file(), record.at(), origin.boot().text(), origin.instance(), content));
    }
  }

  void haltStarted(JournalRecord record, Path directory) {
    state = RunRecord.State.RUNNING;
    attempt = 1;
    began = Optional.of(record.at());
    log = Optional.of(directory.resolve(LogNames.ofHalt(task)));
  }

  void haltFinished(JournalRecord record) throws CorruptStateException {
    state = stateOfHalt(record);
    reason = state == RunRecord.State.SUCCEEDED ? "" : record.text("reason");
    code = record.maybeSmall("code");
    signal = record.maybeSmall("signal");
    took = Optional.of(record.duration("took_ms"));
  }

  /** Records of old versions have the words alone. */
  static RunRecord.State stateOfHalt(JournalRecord record) throws CorruptStateException {
    if (record.fields().containsKey("state")) {
      return record.choice("state", RunRecord.State.class);
    }
    boolean fine = record.text("reason").equals("exit code 0");
    return fine ? RunRecord.State.SUCCEEDED : RunRecord.State.FAILED;
  }

  /** Whoever writes down the end of the run knows nothing of the task's. */
  void runEnded() {
    if (state == RunRecord.State.RUNNING) {
      state = RunRecord.State.INTERRUPTED;
      reason = RunRecord.RUNNER_DIED + " while it ran";
    }
  }

  void skipped(JournalRecord record) throws CorruptStateException {
    state = RunRecord.State.SKIPPED;
    reason = record.text("reason");
  }

  RunRecord.Task record() {
    return new RunRecord.Task(
        task, state, reason, attempt, code, signal, began, took, log, trace, success);
  }
}
