package runner.puppet;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import runner.wait.StopRequest;

/** Wakes a waiter when something changes in a directory, and when a stop is requested. */
final class LockEvents implements AutoCloseable {
  private final StopRequest stop;
  private final Optional<WatchService> changes;
  private volatile CompletableFuture<Void> news = new CompletableFuture<>();

  private LockEvents(StopRequest stop, Optional<WatchService> changes) {
    this.stop = stop;
    this.changes = changes;
  }

  /** Listens from now on. */
  static LockEvents of(Path directory, StopRequest stop) {
    LockEvents events = new LockEvents(stop, watch(directory));
    events.changes.ifPresent(events::follow);
    return events;
  }

  /** Whether changes are noticed: not where the directory is missing or inotify(7) is used up. */
  boolean noticesChanges() {
    return changes.isPresent();
  }

  /** Waits for something to happen, at most so long; whoever waits looks afterwards. */
  void await(Duration time) {
    if (stop.await(news, time)) {
      news = new CompletableFuture<>();
    }
  }

  private static Optional<WatchService> watch(Path directory) {
    WatchService service = null;
    try {
      service = directory.getFileSystem().newWatchService();
      directory.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
      return Optional.of(service);
    } catch (IOException e) {
      close(service);
      return Optional.empty();
    }
  }

  private void follow(WatchService service) {
    Thread thread = new Thread(() -> pass(service), "lock events");
    thread.setDaemon(true);
    thread.start();
  }

  private void pass(WatchService service) {
    try {
      boolean valid = true;
      while (valid) {
        WatchKey key = service.take();
        key.pollEvents();
        valid = key.reset();
        news.complete(null);
      }
    } catch (ClosedWatchServiceException e) {
      // The wait is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    changes.ifPresent(LockEvents::close);
  }

  private static void close(WatchService service) {
    try {
      if (service != null) {
        service.close();
      }
    } catch (IOException e) {
      // Nothing more comes from it either way.
    }
  }
}
