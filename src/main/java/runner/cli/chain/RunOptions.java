package runner.cli.chain;

import java.time.Duration;
import java.util.Optional;
import runner.cli.config.ChainDefinition;

/**
 * The options of an invocation of the chain.
 *
 * @param times 0 is for ever
 * @param lockWait how long another runner's end is waited for; zero is for ever, none not at all
 */
public record RunOptions(int times, boolean syslog, Optional<Duration> lockWait) {
  /** Runs a chain; the exit code of the program. */
  public int run(ChainDefinition definition) {
    try (ChainSession session = ChainSession.open(definition, syslog, lockWait)) {
      return session.run(times);
    }
  }
}
