package runner.jobs.spool;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import runner.jobs.Store;
import runner.jobs.StoreRecoveryContract;
import runner.task.Clock;

/** The spool does what every store does. */
final class SpoolTest extends StoreRecoveryContract {
  static final Clock CLOCK =
      new Clock() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public Duration uptime() {
          return Duration.ofNanos(System.nanoTime());
        }
      };

  @TempDir Path dir;

  @Override
  protected Store open() {
    return Spool.in(dir.resolve("jobs"), CLOCK, text -> {});
  }
}
