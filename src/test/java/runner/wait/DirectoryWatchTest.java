package runner.wait;

import static java.nio.file.StandardWatchEventKinds.OVERFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.Watchable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What wakes whoever waits for a change in directories. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
final class DirectoryWatchTest {
  private static final Optional<Duration> FOR_EVER = Optional.empty();
  private static final Optional<Duration> BRIEFLY = Optional.of(Duration.ofMillis(5));

  @TempDir Path dir;
  private final StopRequest stop = new StopRequest();

  private DirectoryWatch watching(Path... directories) throws IOException {
    DirectoryWatch watch = new DirectoryWatch(stop);
    watch.watch(List.of(directories));
    return watch;
  }

  /** What may happen in a directory with a file. */
  private enum Change {
    CREATED,
    WRITTEN,
    DELETED,
    RENAMED;

    void make(Path file) throws IOException {
      Path other = file.resolveSibling("new");
      switch (this) {
        case CREATED -> Files.createFile(other);
        case WRITTEN -> Files.writeString(file, "text");
        case DELETED -> Files.delete(file);
        case RENAMED -> Files.move(file, other);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_change_since_the_watch_began_ends_a_wait_and_is_named(Change change)
      throws IOException {
    Path file = Files.createFile(dir.resolve("old"));
    try (DirectoryWatch watch = watching(dir)) {
      change.make(file);
      assertThat(watch.await(FOR_EVER)).isSubsetOf(file, dir.resolve("new")).isNotEmpty();
    }
  }

  @Test
  void the_time_ends_a_wait_without_a_change() throws IOException {
    try (DirectoryWatch watch = watching(dir)) {
      assertThat(watch.await(BRIEFLY)).isEmpty();
      assertThat(watch.isOpen()).isTrue();
    }
  }

  @Test
  void several_directories_are_watched_at_once() throws IOException {
    Path one = Files.createDirectory(dir.resolve("one"));
    Path other = Files.createDirectory(dir.resolve("other"));
    try (DirectoryWatch watch = watching(one, other)) {
      Path first = Files.createFile(other.resolve("a"));
      assertThat(watch.await(FOR_EVER)).containsExactly(first);
      Path second = Files.createFile(one.resolve("b"));
      assertThat(watch.await(FOR_EVER)).containsExactly(second);
    }
  }

  @Test
  void a_directory_that_is_yet_to_be_made_is_watched_from_the_nearest_above_it()
      throws IOException {
    Path deep = dir.resolve("not/there/yet");
    try (DirectoryWatch watch = watching(deep)) {
      assertThat(watch.noticesChanges()).isTrue();
      Files.createDirectories(deep);
      assertThat(watch.await(FOR_EVER)).contains(dir.resolve("not"));
      watch.watch(List.of(deep));
      Path file = Files.createFile(deep.resolve("a"));
      assertThat(watch.await(FOR_EVER)).containsExactly(file);
    }
  }

  @Test
  void a_directory_that_is_removed_is_named_itself_and_may_be_watched_anew() throws IOException {
    Path inner = Files.createDirectory(dir.resolve("inner"));
    try (DirectoryWatch watch = watching(inner)) {
      Files.delete(inner);
      assertThat(watch.await(FOR_EVER)).containsExactly(inner);
      Files.createDirectory(inner);
      watch.watch(List.of(inner));
      Path file = Files.createFile(inner.resolve("a"));
      assertThat(watch.await(FOR_EVER)).contains(file);
    }
  }

  @Test
  void where_changes_were_lost_the_directory_is_named() {
    try (DirectoryWatch watch = new DirectoryWatch(stop, () -> new Lossy(dir))) {
      assertThat(watch.await(FOR_EVER)).containsExactly(dir);
    }
  }

  @Test
  void a_stop_ends_a_wait_and_every_later_one() throws IOException {
    try (DirectoryWatch watch = watching(dir)) {
      new Thread(() -> stop.request(15)).start();
      assertThat(watch.await(Optional.of(Duration.ofDays(3650)))).isEmpty();
      assertThat(watch.isOpen()).isFalse();
      assertThat(watch.await(FOR_EVER)).isEmpty();
      watch.watch(List.of(dir));
      assertThat(watch.await(FOR_EVER)).isEmpty();
    }
  }

  @Test
  void after_a_stop_nothing_is_waited_for() throws IOException {
    stop.request(15);
    try (DirectoryWatch watch = watching(dir)) {
      assertThat(watch.isOpen()).isFalse();
      assertThat(watch.await(FOR_EVER)).isEmpty();
    }
  }

  @Test
  void another_thread_may_close_it_under_one_that_waits() throws IOException {
    DirectoryWatch watch = watching(dir);
    new Thread(watch::close).start();
    assertThat(watch.await(FOR_EVER)).isEmpty();
    assertThat(watch.isOpen()).isFalse();
  }

  @Test
  void an_interrupt_closes_it_and_stays_set() throws IOException {
    DirectoryWatch watch = watching(dir);
    Thread.currentThread().interrupt();
    assertThat(watch.await(FOR_EVER)).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(watch.isOpen()).isFalse();
  }

  @Test
  void where_inotify_is_used_up_the_time_or_a_stop_ends_a_wait() {
    try (DirectoryWatch watch = new DirectoryWatch(stop, DirectoryWatchTest::usedUp)) {
      assertThatThrownBy(() -> watch.watch(List.of(dir))).hasMessage("no more instances");
      assertThat(watch.noticesChanges()).isFalse();
      assertThat(watch.await(BRIEFLY)).isEmpty();
      assertThat(watch.isOpen()).isTrue();
      new Thread(() -> stop.request(15)).start();
      assertThat(watch.await(FOR_EVER)).isEmpty();
      assertThat(watch.isOpen()).isFalse();
    }
  }

  @Test
  void where_inotify_is_used_up_an_interrupt_and_another_thread_close_it_too() {
    DirectoryWatch other = new DirectoryWatch(stop, DirectoryWatchTest::usedUp);
    new Thread(other::close).start();
    assertThat(other.await(FOR_EVER)).isEmpty();
    DirectoryWatch watch = new DirectoryWatch(stop, DirectoryWatchTest::usedUp);
    Thread.currentThread().interrupt();
    assertThat(watch.await(FOR_EVER)).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(watch.isOpen()).isFalse();
  }

  private static WatchService usedUp() throws IOException {
    throw new IOException("no more instances");
  }

  /** Changes came faster than they were taken. */
  private record Lossy(Path directory) implements WatchService, WatchKey {
    @Override
    public WatchKey take() {
      return this;
    }

    @Override
    public WatchKey poll() {
      return null;
    }

    @Override
    public WatchKey poll(long timeout, TimeUnit unit) {
      return this;
    }

    @Override
    public List<WatchEvent<?>> pollEvents() {
      return List.of(new Lost());
    }

    @Override
    public Watchable watchable() {
      return directory;
    }

    @Override
    public boolean reset() {
      return true;
    }

    @Override
    public boolean isValid() {
      return true;
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {}
  }

  private record Lost() implements WatchEvent<Object> {
    @Override
    public Kind<Object> kind() {
      return OVERFLOW;
    }

    @Override
    public int count() {
      return 1;
    }

    @Override
    public Object context() {
      return null;
    }
  }
}
