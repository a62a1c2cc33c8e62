package runner.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runner.config.Config;
import runner.event.Outcome;
import runner.plan.ChainSettings;
import runner.task.ExitCode;

/**
 * How often the chain runs, and what else is asked of it.
 *
 * @param times 0 is for ever
 * @param lockWait how long another runner's end is waited for; zero is for ever, none not at all
 */
record ChainCall(int times, boolean syslog, Optional<Duration> lockWait) {
  /** The task directory where no argument names one: the configured one, else tasks.d beside it. */
  static Optional<Path> directory(Config config) {
    Optional<Path> given =
        config.section("runner").given(ChainSettings.TASK_DIR, p -> {}).flatMap(p -> p);
    return given.or(
        () -> config.file().map(file -> file.toAbsolutePath().resolveSibling("tasks.d")));
  }

  int run(ChainSetup setup) {
    try (ChainRun run = ChainRun.open(setup, syslog, lockWait)) {
      return exitCode(run.iterate(times), run);
    }
  }

  private static int exitCode(Outcome outcome, ChainRun run) {
    return switch (outcome) {
      case SUCCEEDED -> run.jobsFault().orElse(ExitCode.DONE).number();
      case INTERRUPTED -> 128 + run.signal();
      case HALTED, EXITED, FAILED -> ExitCode.FAILED.number();
    };
  }
}
