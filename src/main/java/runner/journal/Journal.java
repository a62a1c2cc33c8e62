package runner.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runner.event.Event;
import runner.event.EventSink;
import runner.files.FileErrors;
import runner.journal.disk.JournalRecord;
import runner.task.Clock;
import runner.task.TaskName;
import runner.task.Verdict;
import runner.text.EnumWord;

/**
 * Writes down what happens before anyone else is told: a task is on the disk as started before its
 * process exists, and as finished only after it was waited for. Called on one thread.
 */
public final class Journal implements EventSink {
  private final RunStore store;
  private final RunRecord.Origin origin;
  private final Clock clock;
  private final JournalLines lines;
  private final WriteFailureHandler onFailure;
  private LogNames logs = new LogNames(List.of());
  private Optional<Duration> lockWait = Optional.empty();
  private Optional<JournalFile> file = Optional.empty();
  private Optional<StartRecord> start = Optional.empty();
  private boolean toldOfFullDisk;
  private Optional<String> over = Optional.empty();
  private Optional<IOException> late = Optional.empty();

  /** What is done about a journal that cannot be written. */
  public interface WriteFailureHandler {
    /**
     * Called at the first failure of a run; returns to go on, or throws. What a full disk keeps out
     * is recorded once there is room.
     *
     * @param noSpace whether the disk is merely full
     */
    void cannotWrite(IOException cause, boolean noSpace);
  }

  Journal(RunStore store, RunRecord.Origin origin, Clock clock, WriteFailureHandler onFailure) {
    this.store = store;
    this.origin = origin;
    this.clock = clock;
    this.lines = new JournalLines(clock);
    this.onFailure = onFailure;
  }

  /** Whether what happens now is remembered. */
  public boolean durable() {
    return file.filter(JournalFile::whole).isPresent();
  }

  @Override
  public void accept(Event event) {
    if (late.isPresent()) {
      IOException cause = late.get();
      late = Optional.empty();
      onFailure.cannotWrite(cause, false);
    }
    if (event instanceof Event.TaskEvent task) {
      acceptTask(task);
    } else if (event instanceof Event.RunEvent run) {
      acceptRun(run);
    }
  }

  private void acceptTask(Event.TaskEvent event) {
    if (event instanceof Event.TaskStarted e) {
      write(lines.started(e, logs.of(e.attempt().task(), e.attempt().pass())));
    } else if (event instanceof Event.TaskSpawned e) {
      note(
          lines
              .of(JournalFormat.TASK_SPAWNED, e.attempt().task())
              .with("pid", e.process().pid())
              .with("ticks", e.process().started()));
    } else if (event instanceof Event.TaskFinished e) {
      RunRecord.State state = RunRecord.State.of(e.verdict());
      write(
          lines.finished(
              JournalFormat.TASK_FINISHED, e.attempt().task(), state, e.exit(), reason(e)));
    } else if (event instanceof Event.TaskInterrupted e) {
      String reason = "the runner was stopped";
      RunRecord.State state = RunRecord.State.INTERRUPTED;
      write(
          lines.finished(JournalFormat.TASK_FINISHED, e.attempt().task(), state, e.exit(), reason));
    } else if (event instanceof Event.TaskSkipped e) {
      write(lines.of(JournalFormat.TASK_SKIPPED, e.task()).with("reason", e.reason()));
    } else if (event instanceof Event.RetryScheduled e) {
      note(lines.of(JournalFormat.RETRY, e.task()).with("pause_ms", e.pause().toMillis()));
    } else if (event instanceof Event.HookFinished e) {
      note(lines.of(JournalFormat.HOOK, e.task()).with("took_ms", e.exit().took().toMillis()));
    }
  }

  private void acceptRun(Event.RunEvent event) {
    if (event instanceof Event.LockAwaited e) {
      lockWait = Optional.of(e.took());
    } else if (event instanceof Event.IterationStarted e) {
      begin(e);
    } else if (event instanceof Event.GaveUp e) {
      start = start.map(known -> known.ended(known.state(), e.reason(), false));
      write(lines.of(JournalFormat.GAVE_UP).with("reason", e.reason()));
    } else if (event instanceof Event.HaltStarted e) {
      reopen();
      write(lines.of(JournalFormat.HALT_STARTED, e.task()).with("reason", e.reason()));
    } else if (event instanceof Event.HaltFinished e) {
      RunRecord.State state =
          e.exit().succeeded() ? RunRecord.State.SUCCEEDED : RunRecord.State.FAILED;
      write(
          lines.finished(JournalFormat.HALT_FINISHED, e.task(), state, e.exit(), e.exit().words()));
      if (over.isPresent()) {
        close();
      }
    } else if (event instanceof Event.IterationFinished e) {
      write(
          lines
              .of(JournalFormat.RUN_FINISHED)
              .with("state", EnumWord.of(RunRecord.State.of(e.outcome())))
              .with("took_ms", e.took().toMillis()));
      over = start.map(StartRecord::run);
      end(RunRecord.State.of(e.outcome()));
    }
  }

  /**
   * With {@code -H} the halt task runs when the run is over; it belongs to that run all the same.
   */
  private void reopen() {
    if (file.isEmpty() && over.isPresent()) {
      file = Optional.of(JournalFile.again(store, over.get()));
    }
  }

  private void end(RunRecord.State state) {
    try {
      tell(state);
    } catch (IOException e) {
      onFailure.cannotWrite(e, false);
    }
  }

  /** Whatever kept lines out of the journal, the record of the start says how it ended. */
  private void tell(RunRecord.State state) throws IOException {
    Optional<StartRecord> ended = start.map(known -> known.ended(state, known.reason(), durable()));
    close();
    start = Optional.empty();
    if (ended.isPresent()) {
      store.note(ended.get());
    }
  }

  /** Ends a run that cannot go on, as far as can be written; says whether there is one. */
  public boolean abort(String reason) {
    if (start.isEmpty()) {
      return false;
    }
    start = start.map(known -> known.ended(known.state(), reason, false));
    JournalRecord last =
        lines
            .of(JournalFormat.RUN_FINISHED)
            .with("state", EnumWord.of(RunRecord.State.FAILED))
            .with("reason", reason);
    try {
      if (file.isPresent()) {
        file.get().append(last.encode(), true);
      }
    } catch (IOException e) {
      // The record of the start has it, if anything can be written at all.
    }
    try {
      tell(RunRecord.State.FAILED);
    } catch (IOException e) {
      // The next start finds a run that was not ended, and a runner that is gone.
    }
    return true;
  }

  private void begin(Event.IterationStarted started) {
    logs = new LogNames(started.tasks());
    lines.begin();
    toldOfFullDisk = false;
    List<String> tasks = started.tasks().stream().map(TaskName::file).toList();
    start = Optional.of(StartRecord.begun(started.run(), origin, clock.now()));
    file = Optional.of(new JournalFile(store, started.run()));
    write(RunHeader.of(started.run(), origin, clock.now(), lockWait, tasks));
    lockWait = Optional.empty();
    over = Optional.empty();
  }

  private static String reason(Event.TaskFinished e) {
    String allowed = e.allowed() ? " (allowed to fail)" : "";
    return e.verdict() == Verdict.OK ? "" : e.exit().words() + allowed;
  }

  /**
   * Writes without waiting for the disk: what matters only while the machine is up, such as the
   * number of a process, is in the kernel's hands even if we are killed now.
   */
  private void note(JournalRecord record) {
    add(record, false);
  }

  private void write(JournalRecord record) {
    add(record, true);
  }

  private void add(JournalRecord record, boolean durable) {
    if (file.isEmpty()) {
      return;
    }
    try {
      file.get().append(record.encode(), durable);
    } catch (IOException e) {
      if (FileErrors.isFull(e)) {
        sayOnce(e);
      } else if (durable) {
        close();
        onFailure.cannotWrite(e, false);
      } else {
        // A process may have begun; it is told of before the next step, when it has ended.
        close();
        late = Optional.of(e);
      }
    }
  }

  private void sayOnce(IOException e) {
    if (!toldOfFullDisk) {
      toldOfFullDisk = true;
      onFailure.cannotWrite(e, true);
    }
  }

  private void close() {
    file.ifPresent(JournalFile::close);
    file = Optional.empty();
  }
}
