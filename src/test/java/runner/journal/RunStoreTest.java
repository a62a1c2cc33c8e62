package runner.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names of runs, and their order. */
final class RunStoreTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @TempDir Path directory;

  private RunStore holding(String... runs) throws IOException {
    for (String run : runs) {
      Files.createDirectories(directory.resolve("runs").resolve(run));
    }
    return new RunStore(directory);
  }

  @Test
  void runs_are_in_the_order_of_their_numbers_also_past_six_digits() throws IOException {
    String large = "1000000-20260101T000000Z";
    String small = "999999-20270101T000000Z";
    assertThat(holding(large, small, "lost+found", "000001", "1-20260101T000000Z").ids())
        .containsExactly(small, large);
    assertThat(new RunStore(directory).nextId(NOW, "")).isEqualTo("1000001-20260102T030405Z");
  }

  @Test
  void the_first_number_is_one_and_none_is_given_twice() throws IOException {
    String kept = "000007-20260101T000000Z";
    String gone = "000009-20260101T000000Z";
    assertThat(holding().nextId(NOW, "")).isEqualTo("000001-20260102T030405Z");
    assertThat(holding().nextId(NOW, gone)).startsWith("000010-");
    assertThat(holding(kept).nextId(NOW, gone)).startsWith("000010-");
    assertThat(holding(gone).nextId(NOW, kept)).startsWith("000010-");
  }

  @Test
  void a_journal_that_was_set_aside_is_known_from_other_files_beside_it() throws IOException {
    String run = "000001-20260101T000000Z";
    RunStore store = holding(run);
    Files.createFile(store.directory(run).resolve("001-1-a.1.log"));
    assertThat(store.wasSetAside(run)).isFalse();
    Files.createFile(store.directory(run).resolve("journal.corrupt-20260101T000000Z"));
    assertThat(store.wasSetAside(run)).isTrue();
  }

  @Test
  void a_run_is_removed_with_all_its_logs() throws IOException {
    String run = "000001-20260101T000000Z";
    RunStore store = holding(run, "000002-20260101T000000Z");
    Files.createFile(store.directory(run).resolve("001-1-a.1.log"));
    store.remove(run);
    assertThat(store.ids()).containsExactly("000002-20260101T000000Z");
  }
}
