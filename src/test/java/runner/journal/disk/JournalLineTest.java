package runner.journal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bounds of what a line may hold. */
final class JournalLineTest {
  @TempDir Path directory;

  private static JournalLine holding(Object value) throws DamageException {
    return JournalLine.decode(JournalLine.of("x", Instant.EPOCH).with("n", value).encode());
  }

  @Test
  void a_count_is_between_nothing_and_the_largest_int() throws DamageException {
    assertThat(holding(0).small("n")).isZero();
    assertThat(holding(7).small("n")).isEqualTo(7);
    assertThat(holding(Integer.MAX_VALUE).small("n")).isEqualTo(Integer.MAX_VALUE);
    assertThatThrownBy(() -> holding(-1).small("n")).hasMessage("n is out of range");
    assertThatThrownBy(() -> holding(1L << 31).small("n")).hasMessage("n is out of range");
  }

  @Test
  void a_time_is_between_nothing_and_a_hundred_years() throws DamageException {
    long longest = Duration.ofDays(36500).toMillis();
    assertThat(holding(0).duration("n")).isZero();
    assertThat(holding(longest).duration("n")).isEqualTo(Duration.ofDays(36500));
    assertThatThrownBy(() -> holding(longest + 1).duration("n"))
        .isInstanceOf(DamageException.class);
    assertThatThrownBy(() -> holding(-1).duration("n")).isInstanceOf(DamageException.class);
  }

  @Test
  void a_line_of_nothing_but_its_seal_is_too_short() {
    byte[] seal = ",\"crc32\":\"00000000\"}\n".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> SealedJson.decode(seal)).hasMessage("the line is too short");
  }

  @Test
  void what_was_torn_is_cut_off_before_anything_is_added() throws IOException {
    Path file = Files.writeString(directory.resolve("journal"), "whole\ntorn");
    try (FileChannel reopened = Durable.reopen(file, 6)) {
      assertThat(file).hasContent("whole\n");
      Durable.append(reopened, "next\n".getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(Files.readString(file)).isEqualTo("whole\nnext\n");
  }

  @Test
  void a_draft_that_a_crash_left_is_in_nobodys_way() throws IOException {
    Path file = directory.resolve("marks");
    Files.writeString(directory.resolve("marks.new"), "half");
    Durable.replace(file, "new".getBytes(StandardCharsets.US_ASCII));
    assertThat(file).hasContent("new");
    assertThat(directory.resolve("marks.new")).doesNotExist();
  }
}
