package runner.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.process.ProcFs;
import runner.process.ProcessId;
import runner.puppet.PuppetLockFile.Look;

/** What one look at a lock tells, whatever lies there. */
@Timeout(10)
class PuppetLockFileTest {
  /** Above pid_max, so no process of any machine. */
  private static final long NOBODY = 4_194_305;

  @TempDir Path dir;
  private Path path;

  @BeforeEach
  void name_the_lock() {
    path = dir.resolve("agent_catalog_run.lock");
  }

  private Look look(Duration patience) {
    return new PuppetLockFile(path).look(Optional.empty(), Instant.now(), patience);
  }

  @Test
  void no_file_is_free() {
    assertThat(look(Duration.ZERO)).isEqualTo(Look.FREE);
  }

  @Test
  void a_live_owner_holds_it_and_is_identified() throws IOException {
    Files.writeString(path, "" + ProcessHandle.current().pid());

    Look look = look(Duration.ZERO);

    assertThat(look.held()).isTrue();
    assertThat(look.owner()).map(ProcessId::pid).contains(ProcessHandle.current().pid());
    assertThat(look.owner()).isEqualTo(ProcessId.of(ProcessHandle.current().pid()));
  }

  @Test
  void blanks_around_the_pid_are_puppets_own_leniency() throws IOException {
    Files.writeString(path, " " + ProcessHandle.current().pid() + "\n");

    assertThat(look(Duration.ZERO).owner()).isPresent();
  }

  @Test
  void e9_an_owner_of_another_pid_namespace_may_live_while_the_lock_is_fresh() throws IOException {
    Files.writeString(path, "" + NOBODY);

    assertThat(look(Duration.ofMinutes(1)).held()).isTrue();
    assertThat(look(Duration.ZERO).held()).isFalse();
  }

  @Test
  void e9_an_old_lock_of_nobody_is_free() throws IOException {
    Files.writeString(path, "" + NOBODY);
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(90)));

    assertThat(look(Duration.ofMinutes(1)).held()).isFalse();
  }

  @Test
  void e4_a_process_that_began_after_the_lock_was_taken_is_not_its_owner() throws IOException {
    Files.writeString(path, "" + ProcessHandle.current().pid());
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofDays(100))));

    assertThat(look(Duration.ZERO)).isEqualTo(Look.FREE);
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abc", "-1", "0", "9223372036854775808", "12\n34", "12345678", "1 2", "0x1"})
  void e5_a_lock_that_names_nobody_is_left_to_puppet(String content) throws IOException {
    Files.writeString(path, content);

    assertThat(look(Duration.ZERO)).isEqualTo(Look.HELD_BY_NOBODY_KNOWN);
    assertThat(path).content().isEqualTo(content);
  }

  @Test
  void e5_of_ten_megabytes_only_the_beginning_is_read() throws IOException {
    Files.write(path, new byte[10 << 20]);

    assertThat(look(Duration.ZERO)).isEqualTo(Look.HELD_BY_NOBODY_KNOWN);
  }

  @Test
  void e5_a_named_pipe_is_not_even_opened() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();

    assertThat(look(Duration.ZERO)).isEqualTo(Look.HELD_BY_NOBODY_KNOWN);
  }

  @Test
  void e5_a_directory_names_nobody() throws IOException {
    Files.createDirectory(path);

    assertThat(look(Duration.ZERO)).isEqualTo(Look.HELD_BY_NOBODY_KNOWN);
  }

  @Test
  void a_dangling_link_is_a_lock_to_puppet_and_so_to_us() throws IOException {
    Files.createSymbolicLink(path, Path.of("nowhere"));

    assertThat(look(Duration.ZERO)).isEqualTo(Look.HELD_BY_NOBODY_KNOWN);
  }

  @Test
  void an_owner_of_whom_nothing_can_be_read_holds_it_but_is_not_identified() throws IOException {
    Files.createDirectories(dir.resolve("proc/7"));
    Files.writeString(path, "7");
    Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));

    Look look =
        new PuppetLockFile(path, ProcFs.in(dir.resolve("proc")))
            .look(Optional.empty(), Instant.now(), Duration.ZERO);

    assertThat(look).isEqualTo(new Look(true, Optional.of(7L), Optional.empty()));
  }

  @Test
  void an_owner_whose_age_cannot_be_told_holds_it() throws IOException {
    ProcessId owner = new ProcessId(7, 12345);
    Files.createDirectories(dir.resolve("proc/7"));
    Files.writeString(
        dir.resolve("proc/7/stat"), "7 (puppet) S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 12345 1\n");
    Files.writeString(path, "7");
    Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));
    PuppetLockFile lock = new PuppetLockFile(path, ProcFs.in(dir.resolve("proc")));

    assertThat(lock.look(Optional.empty(), Instant.now(), Duration.ZERO))
        .isEqualTo(new Look(true, Optional.of(7L), Optional.of(owner)));
    assertThat(lock.look(Optional.of(owner), Instant.now(), Duration.ZERO).held()).isTrue();
    Files.writeString(dir.resolve("proc/uptime"), "223.45 400.00\n");
    assertThat(lock.look(Optional.empty(), Instant.now(), Duration.ZERO)).isEqualTo(Look.FREE);
  }

  @Test
  void e5_pid_1_is_a_process_like_any_other() throws IOException {
    Files.writeString(path, "1");

    assertThat(look(Duration.ZERO).owner()).map(ProcessId::pid).contains(1L);
  }
}
