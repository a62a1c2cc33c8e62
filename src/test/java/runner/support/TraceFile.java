package runner.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A file to which tasks append lines, and a wait for lines in it. */
final class TraceFile implements Closeable {
  private final Path file;
  private final WatchService changes;

  /** Begins to watch the file: no line that is written from now on is missed. */
  TraceFile(Path file) {
    this.file = file;
    try {
      changes = file.getFileSystem().newWatchService();
      file.getParent().register(changes, StandardWatchEventKinds.ENTRY_MODIFY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the lines so far, with bytes that are not UTF-8 replaced. */
  static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until the lines meet a condition; returns whether they did within the limit.
   *
   * @throws java.nio.file.ClosedWatchServiceException when closed meanwhile
   */
  boolean await(Predicate<List<String>> condition, Duration limit) throws InterruptedException {
    long begun = System.nanoTime();
    while (!condition.test(lines(file))) {
      long left = limit.toNanos() - (System.nanoTime() - begun);
      WatchKey key = changes.poll(Math.max(left, 0), TimeUnit.NANOSECONDS);
      if (key == null) {
        return condition.test(lines(file));
      }
      key.pollEvents();
      key.reset();
    }
    return true;
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
