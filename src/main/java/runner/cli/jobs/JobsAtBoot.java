package runner.cli.jobs;

import java.util.Optional;
import runner.cli.session.RunSession;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.event.EventSink;
import runner.jobs.JobSettings;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * The jobs of a boot. They come after each iteration that succeeded, or once before the first one;
 * whatever becomes of them, the chain's own passes are not touched.
 */
public final class JobsAtBoot implements EventSink {
  private final JobsRunner runner;
  private final JobSettings settings;
  private final EventSink people;
  private Optional<ExitCode> fault = Optional.empty();

  private JobsAtBoot(JobsRunner runner, JobSettings settings, EventSink people) {
    this.runner = runner;
    this.settings = settings;
    this.people = people;
  }

  /**
   * The jobs of the host of a session; empty where they are not switched on, and then nothing of
   * them is looked at, let alone opened.
   *
   * @param hook called for each job, as for each task
   */
  public static Optional<JobsAtBoot> of(RunSession session, Optional<EventSink> hook) {
    if (!session.config().sections().contains("jobs")) {
      return Optional.empty();
    }
    JobsSetup setup = JobsSetup.of(session.options(), session.config(), session.machine());
    if (!setup.settings().enabled()) {
      return Optional.empty();
    }
    JobsRunner runner = JobsRunner.of(setup, session, hook);
    return Optional.of(new JobsAtBoot(runner, setup.settings(), session.people()));
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
      runner.run();
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
