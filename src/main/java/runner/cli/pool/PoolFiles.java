package runner.cli.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import runner.files.AtomicFile;
import runner.files.FileErrors;
import runner.pool.report.PoolReport;
import runner.report.Json;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** The files that a get of the resource leaves for the steps after it. */
final class PoolFiles {
  private PoolFiles() {}

  /**
   * Writes {@code report.json}, the report of now, and {@code released}, what the version released.
   */
  static void write(Path directory, PoolReport report, Map<String, String> version) {
    try {
      write(directory.resolve("report.json"), Json.page(report.document()));
      write(directory.resolve("released"), version.getOrDefault("released", "[]"));
    } catch (IOException e) {
      throw new RunnerException(
          ExitCode.FAILED, directory.toString(), "cannot be written: " + FileErrors.reason(e), "");
    }
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFile.of(file, "rw-r--r--").write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
