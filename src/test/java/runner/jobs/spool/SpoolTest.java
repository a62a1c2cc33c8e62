package runner.jobs.spool;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import runner.jobs.Store;
import runner.jobs.StoreRecoveryContract;
import runner.support.RealClock;

/** The spool does what every store does. */
final class SpoolTest extends StoreRecoveryContract {
  @TempDir Path dir;

  @Override
  protected Store open() {
    return Spool.in(dir.resolve("jobs"), new RealClock(), text -> {});
  }
}
