package runner.cli.chain;

import java.io.IOException;
import java.util.Optional;
import runner.cli.host.Machine;
import runner.cli.session.RunSession;
import runner.cli.session.StateKeys;
import runner.event.Event;
import runner.event.EventSink;
import runner.files.FileErrors;
import runner.journal.LastSuccesses;
import runner.journal.StateStore;
import runner.task.TaskName;
import runner.task.Verdict;

/** Takes each run that ended into the last successes, and removes the oldest runs. */
final class RunRetention implements EventSink {
  private final RunSession session;
  private final StateStore store;
  private Optional<String> content = Optional.empty();

  RunRetention(RunSession session) {
    this.session = session;
    this.store = session.state().store();
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.TaskStarted started) {
      content = started.content();
    } else if (event instanceof Event.TaskFinished e && e.verdict() == Verdict.OK) {
      store.successes().note(success(e.attempt().task()));
    } else if (event instanceof Event.IterationFinished) {
      try {
        store.close(session.value(StateKeys.KEEP_RUNS));
      } catch (IOException e) {
        // The run's own journal has it all; the next start reads it again.
        session.warn("last successes were not taken in: " + FileErrors.reason(e));
      }
    }
  }

  private LastSuccesses.Success success(TaskName task) {
    Machine machine = session.machine();
    return new LastSuccesses.Success(
        task.file(), machine.clock().now(), machine.bootId().text(), machine.instanceId(), content);
  }
}
