package runner.cli.runs;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Wakes whoever waits for a change in directories, also in those that are yet to be made. */
final class Changes implements AutoCloseable {
  private final WatchService service;

  private Changes(WatchService service) {
    this.service = service;
  }

  /**
   * Watches nothing yet.
   *
   * @throws RunnerException with 69 where the system has no more inotify(7) to give
   */
  static Changes open() {
    try {
      return new Changes(FileSystems.getDefault().newWatchService());
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /** Watches directories, or of one that is missing the nearest above it. May be called again. */
  void watch(List<Path> directories) {
    directories.forEach(this::watch);
  }

  private void watch(Path directory) {
    Path nearest = directory;
    while (!Files.isDirectory(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    try {
      nearest.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
    } catch (NoSuchFileException e) {
      // Removed just now, which those that are watched already tell.
      watch(directory);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /** Waits for a change, at most so long; whether there was one. A task's output is none. */
  boolean await(Duration time) throws InterruptedException {
    Optional<WatchKey> key =
        Optional.ofNullable(service.poll(time.toNanos(), TimeUnit.NANOSECONDS));
    boolean news = false;
    for (; key.isPresent(); key = Optional.ofNullable(service.poll())) {
      news |= key.get().pollEvents().stream().anyMatch(Changes::isNews);
      // A directory that is gone cannot be watched on; that is news, too.
      news |= !key.get().reset();
    }
    return news;
  }

  private static boolean isNews(WatchEvent<?> event) {
    return event.kind() != ENTRY_MODIFY || !event.context().toString().endsWith(".log");
  }

  private static RunnerException unavailable(IOException e) {
    return new RunnerException(
        ExitCode.UNAVAILABLE,
        "--wait",
        "changes of files cannot be watched: " + e.getMessage(),
        "raise fs.inotify.max_user_instances and max_user_watches with sysctl");
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      // Nothing more comes from it either way.
    }
  }
}
