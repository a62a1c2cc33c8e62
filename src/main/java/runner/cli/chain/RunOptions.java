package runner.cli.chain;

import java.time.Duration;
import java.util.Optional;
import runner.cli.config.ChainDefinition;
import runner.event.ChainOutcome;
import runner.task.ExitCode;

/**
 * How often the chain runs, and what else is asked of it.
 *
 * @param times 0 is for ever
 * @param lockWait how long another runner's end is waited for; zero is for ever, none not at all
 */
public record RunOptions(int times, boolean syslog, Optional<Duration> lockWait) {
  public int run(ChainDefinition setup) {
    try (ChainSession run = ChainSession.open(setup, syslog, lockWait)) {
      return exitCode(run.iterate(times), run);
    }
  }

  private static int exitCode(ChainOutcome outcome, ChainSession run) {
    return switch (outcome) {
      case SUCCEEDED -> run.jobsFault().orElse(ExitCode.DONE).number();
      case INTERRUPTED -> 128 + run.signal();
      case HALTED, EXITED, FAILED -> ExitCode.FAILED.number();
    };
  }
}
