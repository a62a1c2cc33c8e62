package runner.jobs.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import runner.jobs.Store;
import runner.jobs.spool.HostQueue.Place;

/** Wakes when files move. Of other machines' doings on a shared file system it hears nothing. */
final class SpoolWatch implements Store.Watch {
  private final WatchService changes;

  private SpoolWatch(WatchService changes) {
    this.changes = changes;
  }

  static SpoolWatch of(List<HostQueue> boxes) throws IOException {
    WatchService changes = FileSystems.getDefault().newWatchService();
    for (HostQueue box : boxes) {
      for (Place place : List.of(Place.PENDING, Place.CLAIMED, Place.ENDED)) {
        box.directory(place).register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      }
    }
    return new SpoolWatch(changes);
  }

  @Override
  public void await(Duration atMost) {
    try {
      WatchKey key = changes.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
      while (key != null) {
        key.pollEvents();
        key.reset();
        key = changes.poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      changes.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
