package runner.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runner.event.Event;
import runner.event.EventSink;
import runner.files.DurableFiles;
import runner.files.FileErrors;
import runner.journal.disk.JournalRecord;
import runner.task.Clock;
import runner.task.Exit;
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
  private final WriteFailureHandler onFailure;
  private LogNames logs = new LogNames(List.of());
  private Duration begun = Duration.ZERO;
  private Optional<Duration> lockWait = Optional.empty();
  private Optional<FileChannel> file = Optional.empty();
  private Optional<IOException> late = Optional.empty();

  /** What is done about a journal that cannot be written. */
  public interface WriteFailureHandler {
    /**
     * Called at the first failure of a run; returns to go on without a memory, or throws.
     *
     * @param noSpace whether the disk is merely full
     */
    void cannotWrite(IOException cause, boolean noSpace);
  }

  Journal(RunStore store, RunRecord.Origin origin, Clock clock, WriteFailureHandler onFailure) {
    this.store = store;
    this.origin = origin;
    this.clock = clock;
    this.onFailure = onFailure;
  }

  /** Whether what happens now is remembered. */
  public boolean durable() {
    return file.isPresent();
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
      write(
          record(JournalFormat.TASK_STARTED, e.attempt().task())
              .with("pass", e.attempt().pass())
              .with("cookie", e.cookie())
              .with("content", e.content())
              .with("log", logs.of(e.attempt().task(), e.attempt().pass())));
    } else if (event instanceof Event.TaskSpawned e) {
      note(
          record(JournalFormat.TASK_SPAWNED, e.attempt().task())
              .with("pid", e.process().pid())
              .with("ticks", e.process().started()));
    } else if (event instanceof Event.TaskFinished e) {
      write(finished(e.attempt().task(), RunRecord.State.of(e.verdict()), e.exit(), reason(e)));
    } else if (event instanceof Event.TaskInterrupted e) {
      String reason = "the runner was stopped";
      write(finished(e.attempt().task(), RunRecord.State.INTERRUPTED, e.exit(), reason));
    } else if (event instanceof Event.TaskSkipped e) {
      write(record(JournalFormat.TASK_SKIPPED, e.task()).with("reason", e.reason()));
    } else if (event instanceof Event.RetryScheduled e) {
      note(record(JournalFormat.RETRY, e.task()).with("pause_ms", e.pause().toMillis()));
    } else if (event instanceof Event.HookFinished e) {
      note(record(JournalFormat.HOOK, e.task()).with("took_ms", e.exit().took().toMillis()));
    }
  }

  private void acceptRun(Event.RunEvent event) {
    if (event instanceof Event.LockAwaited e) {
      lockWait = Optional.of(e.took());
    } else if (event instanceof Event.IterationStarted e) {
      begin(e);
    } else if (event instanceof Event.GaveUp e) {
      write(record(JournalFormat.GAVE_UP).with("reason", e.reason()));
    } else if (event instanceof Event.HaltStarted e) {
      write(record(JournalFormat.HALT_STARTED, e.task()).with("reason", e.reason()));
    } else if (event instanceof Event.HaltFinished e) {
      write(
          record(JournalFormat.HALT_FINISHED, e.task())
              .with("reason", e.exit().words())
              .with("took_ms", e.exit().took().toMillis()));
    } else if (event instanceof Event.IterationFinished e) {
      write(
          record(JournalFormat.RUN_FINISHED)
              .with("state", EnumWord.of(RunRecord.State.of(e.outcome())))
              .with("took_ms", e.took().toMillis()));
      close();
    }
  }

  private void begin(Event.IterationStarted started) {
    logs = new LogNames(started.tasks());
    begun = clock.uptime();
    JournalRecord first =
        JournalRecord.of(JournalFormat.RUN_STARTED, clock.now())
            .with("schema", JournalFormat.SCHEMA)
            .with("run", started.run())
            .with("boot", origin.runner().boot().text())
            .with("instance", origin.instance())
            .with("pid", origin.runner().id().pid())
            .with("ticks", origin.runner().id().started())
            .with("cgroup", origin.cgroup().map(Path::toString))
            .with("lock_wait_ms", lockWait.map(Duration::toMillis))
            .with("tasks", started.tasks().stream().map(TaskName::file).toList());
    lockWait = Optional.empty();
    try {
      file = Optional.of(store.create(started.run(), first.encode()));
    } catch (IOException e) {
      giveUp(e);
    }
  }

  /** The wall clock may jump, at a boot above all; how far into the run it was does not. */
  private JournalRecord record(String type) {
    return JournalRecord.of(type, clock.now())
        .with(JournalFormat.SINCE, Math.max(0, clock.uptime().minus(begun).toMillis()));
  }

  private JournalRecord record(String type, TaskName task) {
    return record(type).with("task", task.file());
  }

  private JournalRecord finished(TaskName task, RunRecord.State state, Exit exit, String reason) {
    boolean ran = exit.kind() != Exit.Kind.NOT_STARTED && exit.code() >= 0;
    return record(JournalFormat.TASK_FINISHED, task)
        .with("state", EnumWord.of(state))
        .with("reason", reason)
        .with("code", ran ? Optional.of(exit.code()) : Optional.empty())
        .with("signal", exit.signal())
        .with("took_ms", exit.took().toMillis());
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
      DurableFiles.append(file.get(), record.encode(), durable);
    } catch (IOException e) {
      if (durable || FileErrors.isFull(e)) {
        giveUp(e);
      } else {
        // A process may have begun; it is told of before the next step, when it has ended.
        close();
        late = Optional.of(e);
      }
    }
  }

  /** After a failed write nothing more is written: a later line would hide the torn one. */
  private void giveUp(IOException e) {
    close();
    onFailure.cannotWrite(e, FileErrors.isFull(e));
  }

  private void close() {
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      // Every line was forced to the disk when it was written.
    }
    file = Optional.empty();
  }
}
