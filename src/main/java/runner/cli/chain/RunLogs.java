package runner.cli.chain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import runner.chain.OutputFactory;
import runner.cli.session.RunSession;
import runner.event.Event;
import runner.event.EventSink;
import runner.event.TaskAttempt;
import runner.exec.output.Output;
import runner.journal.AttemptLog;
import runner.journal.LogNames;
import runner.task.TaskName;

/** Gives each attempt a log file of its own in the directory of its run. */
final class RunLogs implements OutputFactory, EventSink {
  private final RunSession session;
  private LogNames names = new LogNames(List.of());
  private Optional<Path> directory = Optional.empty();

  RunLogs(RunSession session) {
    this.session = session;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.IterationStarted started) {
      directory = Optional.of(session.state().store().directory(started.run()));
      names = new LogNames(started.tasks());
    }
  }

  @Override
  public Output of(TaskAttempt attempt) {
    return logged(names.of(attempt.task(), attempt.pass()));
  }

  @Override
  public Output ofHalt(TaskName halt) {
    return logged(LogNames.ofHalt(halt));
  }

  private Output logged(String name) {
    Optional<AttemptLog> log = directory.flatMap(dir -> session.createLog(dir.resolve(name)));
    if (log.isEmpty()) {
      // Said once in a run.
      directory = Optional.empty();
    }
    return session.streams().output(log);
  }
}
