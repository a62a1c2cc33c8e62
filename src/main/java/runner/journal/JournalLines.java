package runner.journal;

import java.time.Duration;
import java.util.Optional;
import runner.event.Event;
import runner.journal.disk.JournalRecord;
import runner.task.Clock;
import runner.task.Exit;
import runner.task.TaskName;
import runner.text.EnumWord;

/** Makes the lines of the journal of one run at a time. */
final class JournalLines {
  private final Clock clock;
  private Duration begun = Duration.ZERO;

  JournalLines(Clock clock) {
    this.clock = clock;
  }

  /** A run begins now. */
  void begin() {
    begun = clock.uptime();
  }

  /** The wall clock may jump, at a boot above all; how far into the run it was does not. */
  JournalRecord of(String type) {
    return JournalRecord.of(type, clock.now())
        .with(JournalFormat.SINCE, Math.max(0, clock.uptime().minus(begun).toMillis()));
  }

  JournalRecord of(String type, TaskName task) {
    return of(type).with("task", task.file());
  }

  /** A task begins; its output goes into this log. */
  JournalRecord started(Event.TaskStarted event, String log) {
    return of(JournalFormat.TASK_STARTED, event.attempt().task())
        .with("pass", event.attempt().pass())
        .with("cookie", event.cookie())
        .with("content", event.content())
        .with("log", log)
        .with("max_tries", event.attempt().maxTries());
  }

  /** How a process of the run ended. */
  JournalRecord finished(
      String type, TaskName task, RunRecord.State state, Exit exit, String reason) {
    boolean ran = exit.kind() != Exit.Kind.NOT_STARTED && exit.code() >= 0;
    return of(type, task)
        .with("state", EnumWord.of(state))
        .with("reason", reason)
        .with("code", ran ? Optional.of(exit.code()) : Optional.empty())
        .with("signal", exit.signal())
        .with("took_ms", exit.took().toMillis());
  }
}
