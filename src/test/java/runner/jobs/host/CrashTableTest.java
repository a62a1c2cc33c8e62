package runner.jobs.host;

import java.nio.file.Path;

/** The table of crashes, for a host with a spool. */
final class CrashTableTest extends CrashTable {
  @Override
  HostCase host(Path folder) {
    return new HostCase(folder);
  }
}
