package runner.cli.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runner.cli.host.Machine;
import runner.journal.RunRecord;
import runner.report.status.Status;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.wait.Deadline;
import runner.wait.DirectoryWatch;
import runner.wait.StopRequest;

/**
 * Waits for the end of this boot's run: its success or failure, or the death of its runner. Changes
 * of files end the wait. The death of a process that is not our child is looked for at intervals,
 * since nothing tells of it.
 */
final class StatusWait {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final StatusSource source;
  private final Machine host;
  private final Deadline deadline;

  /**
   * A wait that begins now.
   *
   * @param longest absent is for ever
   */
  StatusWait(StatusSource source, Optional<Duration> longest, Machine host) {
    this.source = source;
    this.host = host;
    this.deadline = new Deadline(host.clock(), longest);
  }

  /** How the run ended, or how it stands when the time is over. */
  Status await() {
    try (DirectoryWatch changes = new DirectoryWatch(StopRequest.never())) {
      while (true) {
        // Watched before the look, so that what is written after the look ends the wait.
        watch(changes);
        Status status = source.now();
        if (status.over(host.bootId()) || deadline.over() || !changes.isOpen()) {
          return status;
        }
        untilNews(changes, status);
      }
    }
  }

  private void watch(DirectoryWatch changes) {
    try {
      changes.watch(source.places());
    } catch (IOException e) {
      throw new RunnerException(
          ExitCode.UNAVAILABLE,
          "--wait",
          "changes of files cannot be watched: " + e.getMessage(),
          "raise fs.inotify.max_user_instances and max_user_watches with sysctl");
    }
  }

  /**
   * Waits for a change, the end of the time, or the death of the runner that was alive in the
   * status, which no file tells of.
   */
  void untilNews(DirectoryWatch changes, Status status) {
    Optional<Status.Run> alive =
        status.run().filter(run -> status.state() == RunRecord.State.RUNNING);
    boolean news = false;
    while (!news
        && changes.isOpen()
        && !deadline.over()
        && alive.filter(source::runnerLives).equals(alive)) {
      Optional<Duration> longest =
          alive.isPresent() ? Optional.of(deadline.cut(LOOK)) : deadline.left();
      news = changes.await(longest).stream().anyMatch(StatusWait::isNews);
    }
  }

  /** A task's output is no news. A directory may have a name like that of a log. */
  private static boolean isNews(Path changed) {
    return !changed.toString().endsWith(".log") || Files.isDirectory(changed);
  }
}
