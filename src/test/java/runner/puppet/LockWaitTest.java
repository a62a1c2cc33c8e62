package runner.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.process.ProcessId;
import runner.puppet.LockWait.End;
import runner.support.RealClock;
import runner.wait.StopRequest;

/** What ends the wait between two attempts. */
@Timeout(30)
class LockWaitTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(300);

  /** Above pid_max, so no process of any machine. */
  private static final long NOBODY = 4_194_305;

  @TempDir Path dir;
  private final StopRequest stop = new StopRequest();

  private PuppetLockFile lock() {
    return new PuppetLockFile(dir.resolve("lock"));
  }

  private End waited(Duration longest, boolean believing) {
    return waited(Optional.empty(), longest, believing, Duration.ZERO);
  }

  private End waited(
      Optional<ProcessId> owner, Duration longest, boolean believing, Duration wrong) {
    return new LockWait(new RealClock().offset(wrong), () -> 0.5, stop)
        .await(lock(), owner, longest, believing);
  }

  private static CompletableFuture<Void> soon(Action action) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            action.run();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        },
        CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
  }

  private interface Action {
    void run() throws IOException;
  }

  @Test
  void e6_the_removal_of_the_lock_ends_it() throws IOException {
    Files.writeString(dir.resolve("lock"), "" + ProcessHandle.current().pid());
    CompletableFuture<Void> removed = soon(() -> Files.delete(dir.resolve("lock")));

    assertThat(waited(LONG, true)).isEqualTo(End.RELEASED);
    assertThat(removed).succeedsWithin(Duration.ofSeconds(1));
  }

  @Test
  void the_removal_of_a_lock_of_nobody_known_ends_it() throws IOException {
    Files.createSymbolicLink(dir.resolve("lock"), Path.of("nowhere"));
    CompletableFuture<Void> removed = soon(() -> Files.delete(dir.resolve("lock")));

    assertThat(waited(LONG, false)).isEqualTo(End.RELEASED);
    assertThat(removed).succeedsWithin(Duration.ofSeconds(1));
  }

  @Test
  void the_death_of_the_owner_ends_it_though_the_lock_stays() throws IOException {
    Process owner = new ProcessBuilder("sleep", "60").start();
    Files.writeString(dir.resolve("lock"), "" + owner.pid());
    CompletableFuture<Void> killed = soon(owner::destroyForcibly);

    assertThat(waited(LONG, false)).isEqualTo(End.RELEASED);
    assertThat(killed).succeedsWithin(Duration.ofSeconds(1));
    assertThat(dir.resolve("lock")).hasContent("" + owner.pid());
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, 0, 3600})
  void an_owner_seen_earlier_and_gone_by_now_ends_it_at_once(long wrong) throws Exception {
    Process owner = new ProcessBuilder("sleep", "60").start();
    Files.writeString(dir.resolve("lock"), "" + owner.pid());
    Optional<ProcessId> seen = lock().look(Optional.empty(), Instant.now(), LONG).owner();
    owner.destroyForcibly().waitFor();

    assertThat(waited(seen, LONG, false, Duration.ofSeconds(wrong))).isEqualTo(End.RELEASED);
  }

  @Test
  void e9_an_owner_that_is_not_seen_is_waited_for_as_long_as_its_lock_is_fresh()
      throws IOException {
    Files.writeString(dir.resolve("lock"), "" + NOBODY);
    Files.setLastModifiedTime(dir.resolve("lock"), FileTime.from(Instant.now().plusSeconds(1)));

    assertThat(waited(Duration.ofSeconds(2), true)).isEqualTo(End.TIME_OVER);
  }

  @Test
  void otherwise_the_back_off_does() throws IOException {
    Files.writeString(dir.resolve("lock"), "" + ProcessHandle.current().pid());

    assertThat(waited(SHORT, true)).isEqualTo(End.TIME_OVER);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, 3600})
  void e11_a_wall_clock_an_hour_off_changes_nothing(long seconds) throws IOException {
    Files.writeString(dir.resolve("lock"), "" + ProcessHandle.current().pid());
    Optional<ProcessId> seen = lock().look(Optional.empty(), Instant.now(), LONG).owner();

    assertThat(waited(seen, SHORT, true, Duration.ofSeconds(seconds))).isEqualTo(End.TIME_OVER);
  }

  @Test
  void a_lock_that_is_gone_at_the_first_look_is_believed_to_be() {
    assertThat(waited(LONG, true)).isEqualTo(End.NEVER_SEEN);
  }

  @Test
  void but_not_when_puppet_was_blocked_again_all_the_same() {
    assertThat(waited(SHORT, false)).isEqualTo(End.TIME_OVER);
  }

  @Test
  void a_lock_that_comes_and_goes_ends_even_that() {
    CompletableFuture<Void> gone =
        soon(() -> Files.writeString(dir.resolve("lock"), "" + ProcessHandle.current().pid()))
            .thenCompose(taken -> soon(() -> Files.delete(dir.resolve("lock"))));

    assertThat(waited(LONG, false)).isEqualTo(End.RELEASED);
    assertThat(gone).succeedsWithin(Duration.ofSeconds(1));
  }

  @Test
  void a_signal_ends_it_at_once() throws IOException {
    Files.writeString(dir.resolve("lock"), "" + ProcessHandle.current().pid());
    CompletableFuture<Void> signalled = soon(() -> stop.request(15));

    waited(LONG, true);

    assertThat(signalled).succeedsWithin(Duration.ofSeconds(1));
  }

  @Test
  void a_lock_in_a_directory_that_is_yet_to_be_made_is_noticed_too() {
    Path deep = dir.resolve("not/there/lock");
    PuppetLockFile lock = new PuppetLockFile(deep);
    CompletableFuture<Void> gone =
        soon(() -> Files.createSymbolicLink(made(deep), Path.of("nowhere")))
            .thenCompose(taken -> soon(() -> Files.delete(deep)));

    LockWait wait = new LockWait(new RealClock(), () -> 0.5, stop);
    assertThat(wait.await(lock, Optional.empty(), LONG, false)).isEqualTo(End.RELEASED);
    assertThat(gone).succeedsWithin(Duration.ofSeconds(1));
  }

  private static Path made(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return file;
  }
}
