package runner.cli.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import runner.chain.OutputFactory;
import runner.event.Event;
import runner.event.EventSink;
import runner.event.TaskAttempt;
import runner.exec.output.Output;
import runner.journal.AttemptLog;
import runner.journal.LogNames;
import runner.journal.StateStore;
import runner.report.terminal.StandardStreams;
import runner.task.TaskName;

/** Gives each attempt a log file of its own in the directory of its run. */
final class RunLogs implements OutputFactory, EventSink {
  private final StateStore memory;
  private final StandardStreams screen;
  private final long bound;
  private final EventSink warnings;
  private LogNames names = new LogNames(List.of());
  private Optional<Path> directory = Optional.empty();

  /** Logs of at most so many bytes each. */
  RunLogs(StateStore memory, StandardStreams screen, long bound, EventSink warnings) {
    this.memory = memory;
    this.screen = screen;
    this.bound = bound;
    this.warnings = warnings;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.IterationStarted started) {
      directory = Optional.of(memory.directory(started.run()));
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
    return screen.output(directory.flatMap(dir -> create(dir.resolve(name))));
  }

  /** A log is no reason to keep an instance from being provisioned. */
  private Optional<AttemptLog> create(Path path) {
    try {
      return Optional.of(AttemptLog.create(path, bound));
    } catch (IOException e) {
      directory = Optional.empty();
      warnings.accept(new Event.Warning("output is not kept: " + path + " cannot be written"));
      return Optional.empty();
    }
  }
}
