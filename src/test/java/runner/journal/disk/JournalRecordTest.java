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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.files.DurableFiles;

/** The bounds of what a line may hold. */
final class JournalRecordTest {
  @TempDir Path directory;

  private static JournalRecord holding(Object value) throws CorruptStateException {
    return JournalRecord.decode(JournalRecord.of("x", Instant.EPOCH).with("n", value).encode());
  }

  @Test
  void a_count_is_between_nothing_and_the_largest_int() throws CorruptStateException {
    assertThat(holding(0).small("n")).isZero();
    assertThat(holding(7).small("n")).isEqualTo(7);
    assertThat(holding(Integer.MAX_VALUE).small("n")).isEqualTo(Integer.MAX_VALUE);
    assertThatThrownBy(() -> holding(-1).small("n")).hasMessage("n is out of range");
    assertThatThrownBy(() -> holding(1L << 31).small("n")).hasMessage("n is out of range");
  }

  @Test
  void a_time_is_between_nothing_and_a_hundred_years() throws CorruptStateException {
    long longest = Duration.ofDays(36500).toMillis();
    assertThat(holding(0).duration("n")).isZero();
    assertThat(holding(longest).duration("n")).isEqualTo(Duration.ofDays(36500));
    assertThatThrownBy(() -> holding(longest + 1).duration("n"))
        .isInstanceOf(CorruptStateException.class);
    assertThatThrownBy(() -> holding(-1).duration("n")).isInstanceOf(CorruptStateException.class);
  }

  @Test
  void each_field_is_read_as_what_it_was_written_as() throws CorruptStateException {
    assertThat(holding(true).truth("n")).isTrue();
    assertThat(holding(false).truth("n")).isFalse();
    assertThat(holding("a").text("n")).isEqualTo("a");
    assertThat(holding("/a/b").path("n")).isEqualTo(Path.of("/a/b"));
    assertThat(holding(List.of("a", "")).texts("n")).containsExactly("a", "");
    assertThat(holding("seconds").choice("n", ChronoUnit.class)).isEqualTo(ChronoUnit.SECONDS);
    assertThat(holding(1).type()).isEqualTo("x");
    assertThat(holding(1).at()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void a_field_that_may_be_missing_is_read_where_it_is_there() throws CorruptStateException {
    assertThat(holding("2026-01-01T00:00:00Z").maybeInstant("n"))
        .contains(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(holding(1500).maybeDuration("n")).contains(Duration.ofMillis(1500));
    assertThat(holding("a").maybeText("n")).contains("a");
    assertThat(holding(3).maybeSmall("n")).contains(3);
    JournalRecord bare = JournalRecord.of("x", Instant.EPOCH).with("n", Optional.empty());
    assertThat(bare.maybeInstant("n")).isEmpty();
    assertThat(bare.maybeDuration("n")).isEmpty();
    assertThat(bare.maybeText("n")).isEmpty();
    assertThat(bare.maybeSmall("n")).isEmpty();
    assertThat(bare.with("n", Optional.of("b")).maybeText("n")).contains("b");
  }

  @Test
  void a_field_of_another_kind_is_damage_and_never_a_default() {
    String fact = "field n is missing or of another kind";
    assertThatThrownBy(() -> holding("true").truth("n")).hasMessage(fact);
    assertThatThrownBy(() -> holding(1).text("n")).hasMessage(fact);
    assertThatThrownBy(() -> holding("1").number("n")).hasMessage(fact);
    assertThatThrownBy(() -> holding("a").texts("n")).hasMessage(fact);
    assertThatThrownBy(() -> holding(1).maybeText("n")).hasMessage(fact);
    assertThatThrownBy(() -> JournalRecord.of("x", Instant.EPOCH).text("n")).hasMessage(fact);
    assertThatThrownBy(() -> JournalRecord.of("x", Instant.EPOCH).with("n", List.of(1)).texts("n"))
        .hasMessage("n does not hold texts");
    assertThatThrownBy(() -> holding("a\0b").path("n")).hasMessage("n is not a path");
    assertThatThrownBy(() -> holding("SECONDS").choice("n", ChronoUnit.class))
        .hasMessage("n is not a word we know");
    assertThatThrownBy(() -> holding("noon").instant("n")).hasMessage("n is not a time");
  }

  @Test
  void a_time_is_of_a_year_from_0_to_9999() throws CorruptStateException {
    for (String bound : List.of("0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z")) {
      assertThat(holding(bound).instant("n")).isEqualTo(Instant.parse(bound));
    }
    for (String past : List.of("-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z")) {
      assertThatThrownBy(() -> holding(past).instant("n")).hasMessage("n is out of range");
    }
  }

  @Test
  void a_line_of_nothing_but_its_seal_is_too_short() {
    byte[] seal = ",\"crc32\":\"00000000\"}\n".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> ChecksummedJson.decode(seal)).hasMessage("the line is too short");
  }

  @Test
  void what_was_torn_is_cut_off_before_anything_is_added() throws IOException {
    Path file = Files.writeString(directory.resolve("journal"), "whole\ntorn");
    try (FileChannel reopened = DurableFiles.reopen(file, 6)) {
      assertThat(file).hasContent("whole\n");
      DurableFiles.append(reopened, "next\n".getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(Files.readString(file)).isEqualTo("whole\nnext\n");
  }
}
