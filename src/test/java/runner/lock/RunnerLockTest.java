package runner.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.process.BootId;
import runner.process.ProcessId;
import runner.process.RecordedProcess;
import runner.support.Child;

final class RunnerLockTest {
  private static final Holder SELF =
      holder(42, 4711, "b0-07", Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir Path directory;

  private static Holder holder(long pid, long ticks, String boot, Instant since) {
    return new Holder(new RecordedProcess(new BootId(boot), new ProcessId(pid, ticks)), since);
  }

  @Test
  void whoever_took_it_is_written_down_in_one_length() throws IOException {
    Path file = directory.resolve("lock");
    try (RunnerLock lock = RunnerLock.open(file)) {
      assertThat(lock.holder()).isEmpty();
      assertThat(lock.tryTake()).isTrue();
      lock.sign(holder(4194304, 999_999_999_999L, "b".repeat(36), Instant.EPOCH));
      lock.sign(SELF);
      assertThat(lock.holder()).contains(SELF);
      assertThat(Files.size(file)).isEqualTo(256);
      assertThat(file)
          .content()
          .startsWith("pid 42 ticks 4711 boot b0-07 since 2026-01-01T00:00:00Z  ");
      assertThat(Holder.parse(Files.readString(file))).contains(SELF);
    }
    assertThat(file).exists();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void what_a_longer_file_held_is_gone() throws IOException {
    Path file = Files.writeString(directory.resolve("lock"), "x".repeat(1000));
    try (RunnerLock lock = RunnerLock.open(file)) {
      lock.sign(SELF);
      assertThat(Holder.parse(Files.readString(file))).contains(SELF);
    }
  }

  @Test
  void a_free_lock_is_taken_by_who_waits() throws Exception {
    try (RunnerLock lock = RunnerLock.open(directory.resolve("lock"))) {
      assertThat(lock.take().get(60, TimeUnit.SECONDS)).isNull();
    }
  }

  @Test
  void what_another_process_holds_is_taken_as_soon_as_that_ends() throws Exception {
    Path file = directory.resolve("lock");
    Process other = holding(file);
    try (RunnerLock lock = RunnerLock.open(file);
        BufferedReader says = other.inputReader(StandardCharsets.US_ASCII)) {
      assertThat(says.readLine()).isEqualTo("held");
      assertThat(lock.tryTake()).isFalse();
      CompletableFuture<Void> taken = lock.take();
      assertThat(taken).isNotDone();
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().equals("lock"))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
      other.getOutputStream().close();
      assertThat(taken.get(60, TimeUnit.SECONDS)).isNull();
      try (BufferedReader next = holding(file).inputReader(StandardCharsets.US_ASCII)) {
        assertThat(next.readLine()).isEqualTo("taken");
      }
    } finally {
      other.destroyForcibly();
    }
  }

  private static Process holding(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            "hold-lock",
            file.toString())
        .start();
  }

  @Test
  void a_lock_that_cannot_be_taken_fails_its_waiter() throws IOException {
    RunnerLock lock = RunnerLock.open(directory.resolve("lock"));
    lock.close();
    assertThatThrownBy(() -> lock.take().join()).hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(lock::tryTake).isInstanceOf(IOException.class);
  }

  @Test
  void a_lock_file_that_was_removed_or_replaced_is_noticed() throws IOException {
    Path file = directory.resolve("lock");
    try (RunnerLock lock = RunnerLock.open(file)) {
      assertThat(lock.intact()).isTrue();
      Files.move(file, directory.resolve("elsewhere"));
      assertThat(lock.intact()).isFalse();
      Files.createFile(file);
      assertThat(lock.intact()).isFalse();
    }
  }

  @Test
  void a_link_is_not_followed() throws IOException {
    Files.createSymbolicLink(directory.resolve("lock"), directory.resolve("target"));
    assertThatThrownBy(() -> RunnerLock.open(directory.resolve("lock")))
        .isInstanceOf(IOException.class);
    assertThat(directory.resolve("target")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "42\n",
        "pid 42 ticks 4711 boot b since 2026-01-01T00:00:00Z",
        "pid -1 ticks 4711 boot b since 2026-01-01T00:00:00Z\n",
        "pid 99999999999 ticks 1 boot b since 2026-01-01T00:00:00Z\n",
        "pid 42 ticks 4711 boot b/c since 2026-01-01T00:00:00Z\n",
        "pid 42 ticks 4711 boot b since today\n",
        "pid 42 ticks 4711 boot b since 2026-01-01T00:00:00Z\nmore\n"
      })
  void anything_else_names_nobody(String text) {
    assertThat(Holder.parse(text)).isEmpty();
  }
}
