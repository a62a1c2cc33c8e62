package runner.cli.jobs;

import java.util.Optional;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.event.EventSink;
import runner.jobs.JobSettings;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * The jobs of a boot. They come after each iteration that succeeded, or once before the first one;
 * whatever becomes of them, the chain's own tries are not touched.
 */
public final class JobsAtBoot implements EventSink {
  private final JobsRunner stage;
  private final JobSettings settings;
  private final EventSink people;
  private Optional<ExitCode> fault = Optional.empty();

  public JobsAtBoot(JobsRunner stage, EventSink people) {
    this.stage = stage;
    this.settings = stage.setup().settings();
    this.people = people;
  }

  /** Said where a boot is to halt because it cannot ask for its jobs. */
  public static final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Called before the first iteration. */
  public void before() {
    if (settings.runAt() == JobSettings.RunAt.BEFORE_CHAIN) {
      perform();
    }
  }

  @Override
  public void accept(Event event) {
    if (settings.runAt() == JobSettings.RunAt.AFTER_CHAIN
        && event instanceof Event.IterationFinished e
        && e.outcome() == ChainOutcome.SUCCEEDED) {
      perform();
    }
  }

  /** What the program ends with although the chain succeeded; empty where jobs could be asked. */
  public Optional<ExitCode> fault() {
    return fault;
  }

  private void perform() {
    try {
      stage.run();
    } catch (RunnerException e) {
      e.problems().forEach(p -> people.accept(new Event.Warning("jobs are not done now: " + p)));
      if (e.code() != ExitCode.UNAVAILABLE) {
        fault = Optional.of(e.code());
      } else if (settings.onUnreachable() == JobSettings.OnUnreachable.HALT) {
        throw new Unreachable();
      }
    }
  }
}
