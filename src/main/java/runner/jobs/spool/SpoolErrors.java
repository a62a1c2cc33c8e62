package runner.jobs.spool;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import runner.files.FileErrors;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** How the spool says that it cannot do what it should. */
final class SpoolErrors {
  private SpoolErrors() {}

  static RunnerException of(Path path, IOException e) {
    boolean refused = e instanceof AccessDeniedException;
    return new RunnerException(
        refused ? ExitCode.UNSAFE : ExitCode.CANT_WRITE,
        path.toString(),
        "the spool of jobs cannot be used: " + FileErrors.reason(e),
        refused ? "run it as the user whose spool it is" : "free space on the disk, or repair it");
  }
}
