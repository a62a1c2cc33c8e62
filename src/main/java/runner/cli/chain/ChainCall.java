package runner.cli.chain;

import java.time.Duration;
import java.util.Optional;
import runner.cli.config.ChainSetup;
import runner.event.Outcome;
import runner.task.ExitCode;

/**
 * How often the chain runs, and what else is asked of it.
 *
 * @param times 0 is for ever
 * @param lockWait how long another runner's end is waited for; zero is for ever, none not at all
 */
public record ChainCall(int times, boolean syslog, Optional<Duration> lockWait) {
  public int run(ChainSetup setup) {
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
