package runner.journal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
  private static final long YEAR_9999 = 253_402_300_799L;
  private static final int[] GRAINS = {1, 1_000, 1_000_000, 1_000_000_000};

  @Test
  void times_are_written_and_read_as_the_jdk_does() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      int grain = GRAINS[i % GRAINS.length];
      long second = random.nextLong(YEAR_9999) / (i % 3 == 0 ? 60 : 1) * (i % 3 == 0 ? 60 : 1);
      int nanos = random.nextInt(1_000_000_000);
      Instant at = Instant.ofEpochSecond(second, nanos - nanos % grain);
      assertEquals(at.toString(), InstantText.text(at));
      assertEquals(at, InstantText.parse(at.toString()));
      assertEquals(at, InstantText.usual(at.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T15:24:06+01:00",
        "2026-11-21T15:24:06.5Z",
        "+12026-11-21T15:24:06Z",
        "2026-11-21t15:24:06z",
        "2026-12-31T23:59:60Z",
        "2026-11-21T24:00:00Z"
      })
  void what_the_jdk_reads_otherwise_it_reads_here(String text) {
    assertEquals(Instant.parse(text), InstantText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-21",
        "2026-11-21T15:24:06",
        "2026-02-30T15:24:06Z",
        "2026-11-21 15:24:06Z",
        "2026-+1-21T15:24:06Z",
        "2026-11-21T15:24:06.12345678901Z",
        "2026-11-21T15:24:06.-5Z"
      })
  void what_is_no_time_is_none(String text) {
    assertThrows(DateTimeParseException.class, () -> InstantText.parse(text));
  }
}
