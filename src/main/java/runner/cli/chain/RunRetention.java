package runner.cli.chain;

import java.io.IOException;
import java.util.Optional;
import runner.cli.host.Machine;
import runner.event.Event;
import runner.event.EventSink;
import runner.journal.LastSuccesses;
import runner.journal.StateDirectory;
import runner.journal.StateStore;
import runner.task.Verdict;

/** Takes each ended run into the last successes, and lets the oldest go. */
final class RunRetention implements EventSink {
  private final StateStore memory;
  private final int keep;
  private final Machine host;
  private final EventSink warnings;
  private Optional<String> content = Optional.empty();

  RunRetention(StateStore memory, int keep, Machine host, EventSink warnings) {
    this.memory = memory;
    this.keep = keep;
    this.host = host;
    this.warnings = warnings;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.TaskStarted started) {
      content = started.content();
    } else if (event instanceof Event.TaskFinished e && e.verdict() == Verdict.OK) {
      String task = e.attempt().task().file();
      memory
          .successes()
          .note(
              new LastSuccesses.Success(
                  task, host.clock().now(), host.bootId(), host.instanceId(), content));
    } else if (event instanceof Event.IterationFinished) {
      try {
        memory.close(keep);
      } catch (IOException e) {
        // The run's own journal has it all; the next start reads it again.
        warnings.accept(
            new Event.Warning("last successes were not taken in: " + StateDirectory.reason(e)));
      }
    }
  }
}
