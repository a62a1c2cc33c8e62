package runner.journal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines are cut where they end, wherever a block of the file ends. */
final class LineReaderTest {
  private static final int LONGEST = 4 << 20;

  private static LineReader of(String text) {
    return new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String next(LineReader lines, int number)
      throws IOException, CorruptStateException {
    return new String(lines.next(number), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_382, 16_383, 16_384, 16_385, 50_000})
  void a_line_of_any_length_comes_whole(int length) throws IOException, CorruptStateException {
    String line = "x".repeat(length) + "\n";
    LineReader lines = of(line + "next\n\ntorn");
    assertThat(next(lines, 1)).isEqualTo(line);
    assertThat(next(lines, 2)).isEqualTo("next\n");
    assertThat(next(lines, 3)).isEqualTo("\n");
    assertThat(lines.atEnd()).isFalse();
    assertThat(next(lines, 4)).isEqualTo("torn");
    assertThat(lines.atEnd()).isTrue();
    assertThat(next(lines, 5)).isEmpty();
  }

  @Test
  void no_line_is_longer_than_any_we_write() throws IOException, CorruptStateException {
    assertThat(next(of("x".repeat(LONGEST)), 1)).hasSize(LONGEST);
    LineReader longer = of("first\n" + "x".repeat(LONGEST + 1));
    assertThat(next(longer, 1)).isEqualTo("first\n");
    assertThatThrownBy(() -> longer.next(2))
        .isInstanceOf(CorruptStateException.class)
        .hasMessage("line 2 is longer than any we write");
  }
}
