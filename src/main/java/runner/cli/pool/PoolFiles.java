package runner.cli.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import runner.pool.report.PoolReport;
import runner.report.Json;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** What a get of the resource leaves for the steps after it. */
final class PoolFiles {
  private PoolFiles() {}

  /**
   * Writes {@code report.json}, what stands now; and {@code released}, what the version released.
   */
  static void write(Path directory, PoolReport report, Map<String, String> version) {
    try {
      PoolReport.leave(
          directory,
          Map.of(
              "report.json", Json.page(report.document()) + "\n",
              "released", version.getOrDefault("released", "[]") + "\n"));
    } catch (IOException e) {
      throw new RunnerException(
          ExitCode.FAILED, directory.toString(), "cannot be written: " + e.getMessage(), "");
    }
  }
}
