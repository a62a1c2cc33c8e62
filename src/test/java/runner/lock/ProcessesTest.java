package runner.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
  private static final String STAT_TO_START =
      " 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 12345 1000 10 18446744073709551615\n";

  @TempDir Path proc;

  @BeforeEach
  void lay_out() throws IOException {
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "this boot\n");
    Files.writeString(proc.resolve("uptime"), "223.45 400.00\n");
    Files.createDirectory(proc.resolve("7"));
  }

  private Sighting seen(String name, char state) throws IOException {
    Files.writeString(proc.resolve("7/stat"), "7 (" + name + ") " + state + STAT_TO_START);
    return Processes.in(proc).see(7);
  }

  @Test
  void a_process_is_seen_with_its_start_and_age() throws IOException {
    assertThat(seen("puppet", 'S'))
        .isEqualTo(
            new Sighting(
                "this boot", Optional.of(new Sighting.Running(12345, Duration.ofSeconds(100)))));
  }

  @Test
  void a_name_with_blanks_and_parentheses_shifts_nothing() throws IOException {
    assertThat(seen("a) Z (b", 'R').process()).map(Sighting.Running::started).contains(12345L);
  }

  @Test
  void a_process_that_was_not_waited_for_yet_has_ended() throws IOException {
    assertThat(seen("puppet", 'Z').process()).isEmpty();
    assertThat(seen("puppet", 'X').process()).isEmpty();
  }

  @Test
  void what_is_cut_before_the_start_time_shows_no_process() throws IOException {
    String toStart = "7 (puppet) S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0";
    Files.writeString(proc.resolve("7/stat"), toStart);
    assertThat(Processes.in(proc).see(7).process()).isEmpty();
    Files.writeString(proc.resolve("7/stat"), toStart + " 12345");
    assertThat(Processes.in(proc).see(7).process()).isPresent();
  }

  @Test
  void a_pid_of_no_process_is_not_seen() {
    assertThat(Processes.in(proc).see(8)).isEqualTo(new Sighting("this boot", Optional.empty()));
  }

  @Test
  void an_owner_once_seen_is_known_by_start_and_boot() throws IOException {
    assertThat(seen("puppet", 'S').identified(Owner.ofPid(7)))
        .isEqualTo(new Owner(7, OptionalLong.of(12345), Optional.of("this boot")));
  }

  @Test
  void this_very_process_is_seen_on_this_host() {
    Sighting self = Processes.ofThisHost().see(ProcessHandle.current().pid());

    assertThat(self.boot()).hasSize(36);
    assertThat(self.process().orElseThrow().age()).isBetween(Duration.ZERO, Duration.ofHours(1));
  }
}
