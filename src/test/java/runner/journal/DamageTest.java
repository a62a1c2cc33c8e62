package runner.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runner.journal.disk.ChecksummedJson;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalReader;
import runner.journal.disk.JournalRecord;

/** Whatever is done to a file, it reads as an old state, as the new one, or as damage. */
final class DamageTest {
  @TempDir Path directory;

  @Test
  @DisplayName("D8 D9 a journal cut at any offset is an older state or damage, never a guess")
  void a_journal_cut_at_any_offset() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    String id = state.unfinished();
    Path journal = state.journalOf(id);
    byte[] whole = Files.readAllBytes(journal);
    int first = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
    for (int length = 0; length < whole.length; length++) {
      Files.write(journal, Arrays.copyOf(whole, length));
      if (length < first) {
        assertThatThrownBy(() -> new RunStore(directory).read(id))
            .isInstanceOf(CorruptStateException.class);
      } else {
        assertThat(run(id).state()).isEqualTo(RunRecord.State.RUNNING);
        assertThat(run(id).tasks().get(1).state())
            .isIn(RunRecord.State.PENDING, RunRecord.State.RUNNING);
      }
    }
  }

  @Test
  @DisplayName("D8 every flipped bit of a journal shows, or only its last line is dropped")
  void every_flipped_bit_of_a_journal() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    String id = state.unfinished();
    Path journal = state.journalOf(id);
    byte[] whole = Files.readAllBytes(journal);
    RunRecord truth = run(id);
    int damaged = 0;
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(journal, flipped);
      try {
        RunRecord read = new RunStore(directory).read(id);
        assertThat(read.origin()).isEqualTo(truth.origin());
        assertThat(read.tasks().get(0)).isEqualTo(truth.tasks().get(0));
        assertThat(read.tasks().get(1).state())
            .isIn(RunRecord.State.PENDING, RunRecord.State.RUNNING);
      } catch (CorruptStateException e) {
        damaged++;
      }
    }
    assertThat(damaged).isGreaterThan(whole.length * 8 / 2);
  }

  @Test
  @DisplayName("D8 the marks cut or flipped anywhere are damage")
  void the_marks_cut_or_flipped_anywhere() throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    state.succeeded("1-a", 50);
    Path file = LastSuccesses.files(directory).get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      damaged(file, Arrays.copyOf(whole, length));
    }
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      damaged(file, flipped);
    }
    damaged(
        file, (new String(whole, StandardCharsets.UTF_8) + "x").getBytes(StandardCharsets.UTF_8));
  }

  private static void damaged(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    assertThatThrownBy(() -> LastSuccesses.read(file)).isInstanceOf(CorruptStateException.class);
  }

  @ParameterizedTest
  @DisplayName("D8 a first line that is sealed and still not ours is damage")
  @ValueSource(
      strings = {
        "{\"type\":\"run-started\"",
        "{\"type\":\"run-started\",\"at\":\"2026-01-01T00:00:00Z\",\"type\":\"again\"",
        "{\"type\":\"run-started\",\"at\":\"yesterday\"",
        "{\"type\":\"run-started\",\"at\":\"+1000000000-12-31T00:00:00Z\"",
        "{\"type\":\"run-started\",\"at\":\"2026-01-01T00:00:00Z\",\"schema\":\"1\"",
        "{\"type\":\"run-started\",\"at\":\"2026-01-01T00:00:00Z\",\"schema\":99999999999999999999",
        "{\"type\":\"run-started\",\"at\":\"2026-01-01T00:00:00Z\",\"schema\":1.0",
        "{\"type\":\"run-started\",\"at\":\"2026-01-01T00:00:00Z\",\"schema\":null",
        "{\"type\":\"run-started\",\"at\":\"2026-01-01T00:00:00Z\",\"x\":{\"y\":1}",
        "{\"type\":\"run-started\",\"at\":\"2026-01-01T00:00:00Z\",\"x\":[1]",
        "{\"type\":\"run-started\",\"at\":\"2026-01-01T00:00:00Z\",\"x\":[\"a\"",
        "{\"type\":\"task-started\",\"at\":\"2026-01-01T00:00:00Z\"",
        "{} {\"type\":\"run-started\"",
        "[\"type\"",
        "nothing"
      })
  void sealed_but_not_ours(String content) throws IOException {
    Path run = Files.createDirectories(directory.resolve("runs/000001-20260101T000000Z"));
    Files.write(run.resolve("journal"), sealed(content));
    assertThatThrownBy(() -> new RunStore(directory).read("000001-20260101T000000Z"))
        .isInstanceOf(CorruptStateException.class);
  }

  @ParameterizedTest
  @DisplayName("D8 a later line that is sealed and still not ours is damage")
  @ValueSource(
      strings = {
        "\"type\":\"unheard-of\"",
        "\"type\":\"task-skipped\",\"task\":\"9-unplanned\",\"reason\":\"\"",
        "\"type\":\"task-started\",\"task\":\"1-a\",\"pass\":2147483648,\"cookie\":\"c\",\"log\":\"l\"",
        "\"type\":\"task-started\",\"task\":\"1-a\",\"pass\":-1,\"cookie\":\"c\",\"log\":\"l\"",
        "\"type\":\"task-started\",\"task\":\"1-a\",\"pass\":1,\"cookie\":\"c\",\"log\":\"\\u0000\"",
        "\"type\":\"task-finished\",\"task\":\"1-a\",\"state\":\"splendid\",\"reason\":\"\",\"took_ms\":1",
        "\"type\":\"task-finished\",\"task\":\"1-a\",\"state\":\"failed\",\"reason\":\"\",\"took_ms\":-1",
        "\"type\":\"run-finished\",\"state\":\"failed\",\"took_ms\":9223372036854775807"
      })
  void a_later_line_that_is_not_ours(String fields) throws IOException {
    StateStoreCase state = new StateStoreCase(directory);
    String id = state.unfinished();
    byte[] line = sealed("{\"at\":\"2026-01-01T00:00:00Z\"," + fields);
    Files.write(state.journalOf(id), line, java.nio.file.StandardOpenOption.APPEND);
    assertThatThrownBy(() -> new RunStore(directory).read(id))
        .isInstanceOf(CorruptStateException.class);
  }

  @ParameterizedTest
  @DisplayName("D8 a file of an older or newer version is damage that names its schema")
  @ValueSource(longs = {0, 2})
  void another_version(long schema) throws IOException {
    Path run = Files.createDirectories(directory.resolve("runs/000001-20260101T000000Z"));
    Files.write(
        run.resolve("journal"),
        JournalRecord.of("run-started", Instant.EPOCH).with("schema", schema).encode());
    assertThatThrownBy(() -> new RunStore(directory).read("000001-20260101T000000Z"))
        .hasMessage("schema " + schema + " is of another version of the program");
  }

  @Test
  @DisplayName("D8 100 MB of NULs are refused without being taken into memory")
  void a_huge_file_is_not_taken_into_memory() throws IOException {
    Path file = directory.resolve("huge");
    try (var out = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(100L << 20);
    }
    assertThatThrownBy(() -> JournalReader.read(file, line -> {}))
        .hasMessage("line 1 is longer than any we write");
  }

  @Test
  @DisplayName("D8 D9 garbage behind a whole journal is cut off, between its lines it is damage")
  void garbage_behind_and_between() throws Exception {
    StateStoreCase state = new StateStoreCase(directory);
    String id = state.unfinished();
    Path journal = state.journalOf(id);
    String whole = Files.readString(journal);
    Files.writeString(journal, whole + "garbage");
    assertThat(JournalReader.read(journal, line -> {})).isEqualTo(whole.length());
    state.open().settle(run(id));
    assertThat(run(id).state()).isEqualTo(RunRecord.State.INTERRUPTED);
    assertThat(Files.readString(journal)).startsWith(whole).doesNotContain("garbage");

    Files.writeString(journal, whole.replaceFirst("\n", "\ngarbage\n"));
    assertThatThrownBy(() -> new RunStore(directory).read(id)).hasMessageStartingWith("line 2: ");
  }

  @Test
  void what_is_written_is_read_as_it_was() throws CorruptStateException {
    Map<String, Object> fields =
        Map.of(
            "text",
            "a\n\u2028\"\u0000ä",
            "number",
            Long.MIN_VALUE,
            "truth",
            true,
            "list",
            List.of("", "x"));
    assertThat(ChecksummedJson.decode(ChecksummedJson.encode(fields))).isEqualTo(fields);
    assertThatThrownBy(() -> ChecksummedJson.encode(Map.of("x", 1.5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private RunRecord run(String id) throws IOException {
    try {
      return new RunStore(directory).read(id);
    } catch (CorruptStateException e) {
      throw new IOException(e);
    }
  }

  private static byte[] sealed(String content) {
    CRC32 sum = new CRC32();
    sum.update(content.getBytes(StandardCharsets.UTF_8));
    String line = content + ",\"crc32\":\"%08x\"}\n".formatted(sum.getValue());
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
