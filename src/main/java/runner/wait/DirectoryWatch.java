package runner.wait;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Waits for changes in directories, as inotify(7) tells of them. What another machine changes on a
 * shared file system is not noticed. A stop closes it, and so does an interrupt.
 */
public final class DirectoryWatch implements AutoCloseable {
  private final StopRequest stop;
  private final Runnable onStop = this::close;
  private final Optional<WatchService> service;
  private final Optional<IOException> fault;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private boolean notices;

  /** Gives what changes come from. */
  @FunctionalInterface
  interface Source {
    WatchService open() throws IOException;
  }

  /** Watches nothing yet. */
  public DirectoryWatch(StopRequest stop) {
    this(stop, FileSystems.getDefault()::newWatchService);
  }

  DirectoryWatch(StopRequest stop, Source source) {
    Optional<WatchService> opened = Optional.empty();
    Optional<IOException> refused = Optional.empty();
    try {
      opened = Optional.of(source.open());
    } catch (IOException e) {
      refused = Optional.of(e);
    }
    this.stop = stop;
    this.service = opened;
    this.fault = refused;
    stop.listen(onStop);
  }

  /**
   * Watches directories from now on; where one is missing, the nearest above it. Called before each
   * look at what they hold: so a change after the look ends the next wait, and a directory that was
   * made meanwhile is watched itself.
   *
   * @throws IOException where inotify has no more instances or watches, or a directory may not be
   *     read; {@link #await} still waits for its time and for a stop
   */
  public void watch(List<Path> directories) throws IOException {
    notices = false;
    if (fault.isPresent()) {
      throw fault.get();
    }
    try {
      for (Path directory : directories) {
        watch(directory.toAbsolutePath());
      }
      notices = true;
    } catch (ClosedWatchServiceException e) {
      // Nothing is waited for any more.
    }
  }

  private void watch(Path directory) throws IOException {
    Path watched = nearest(directory);
    while (!registered(watched) || !watched.equals(nearest(directory))) {
      // It was made or removed just now.
      watched = nearest(directory);
    }
  }

  private static Path nearest(Path directory) {
    Path nearest = directory;
    while (!Files.isDirectory(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    return nearest;
  }

  private boolean registered(Path directory) throws IOException {
    try {
      directory.register(service.orElseThrow(), ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Whether changes in all directories that are to be watched end a wait. */
  public boolean noticesChanges() {
    return notices;
  }

  /** Whether it waits at all: not after a stop, an interrupt or {@link #close}. */
  public boolean isOpen() {
    return !closed.isDone();
  }

  /**
   * Waits for a change since the last wait or, before the first, since the watch began.
   *
   * @param longest absent is for ever
   * @return the files that changed; a directory itself where it is gone, or where more changed in
   *     it than could be told; nothing where no change ended the wait
   */
  public Set<Path> await(Optional<Duration> longest) {
    Set<Path> changed = new HashSet<>();
    try {
      Optional<WatchKey> key = service.isPresent() ? next(service.get(), longest) : none(longest);
      while (key.isPresent()) {
        add(key.get(), changed);
        key = Optional.ofNullable(service.orElseThrow().poll());
      }
    } catch (ClosedWatchServiceException e) {
      // What it was waited for is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
    return changed;
  }

  private static Optional<WatchKey> next(WatchService service, Optional<Duration> longest)
      throws InterruptedException {
    if (longest.isEmpty()) {
      return Optional.of(service.take());
    }
    // convert() takes a time that a long cannot hold as the longest one.
    long nanos = TimeUnit.NANOSECONDS.convert(longest.get());
    return Optional.ofNullable(service.poll(nanos, TimeUnit.NANOSECONDS));
  }

  private Optional<WatchKey> none(Optional<Duration> longest) throws InterruptedException {
    stop.await(closed, longest);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return Optional.empty();
  }

  private static void add(WatchKey key, Set<Path> changed) {
    Path directory = (Path) key.watchable();
    for (WatchEvent<?> event : key.pollEvents()) {
      // Of changes that were lost there is no name.
      changed.add(event.context() instanceof Path name ? directory.resolve(name) : directory);
    }
    if (!key.reset()) {
      changed.add(directory);
    }
  }

  /** May be called by another thread, and ends the wait of the one that waits. */
  @Override
  public void close() {
    closed.complete(null);
    stop.forget(onStop);
    try {
      if (service.isPresent()) {
        service.get().close();
      }
    } catch (IOException e) {
      // Nothing more comes from it either way.
    }
  }
}
