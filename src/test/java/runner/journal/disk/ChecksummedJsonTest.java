package runner.journal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line says what it holds, or what is wrong with it. */
final class ChecksummedJsonTest {
  private static byte[] sealed(String content) {
    CRC32 sum = new CRC32();
    sum.update(content.getBytes(StandardCharsets.UTF_8));
    String line = content + ",\"crc32\":\"%08x\"}\n".formatted(sum.getValue());
    return line.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @DisplayName("D8 a sealed line that we did not write says what is wrong with it")
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'\"a\" {\"x\":1' | not the object it was written as",
        "'[\"a\"' | not the object it was written as",
        "'{} {\"x\":1' | something follows the object",
        "'{\"x\":[1]' | not the object it was written as",
        "'{\"x\":[[\"a\"]]' | not the object it was written as",
        "'{\"x\":{\"y\":1}' | a value of a kind we never write",
        "'{\"x\":1.0' | a value of a kind we never write",
        "'{\"x\":null' | a value of a kind we never write"
      },
      delimiter = '|')
  void a_sealed_line_that_is_not_ours(String content, String fact) {
    assertThatThrownBy(() -> ChecksummedJson.decode(sealed(content)))
        .isInstanceOf(CorruptStateException.class)
        .hasMessage(fact);
  }

  @ParameterizedTest
  @DisplayName("D8 a sealed line that is no JSON is said to be none")
  @CsvSource(
      quoteCharacter = '\'',
      value = {"{", "nothing", "'{\"x\":1,\"x\":2'", "'{\"x\":[\"a\"'"})
  void a_sealed_line_that_is_no_json(String content) {
    assertThatThrownBy(() -> ChecksummedJson.decode(sealed(content)))
        .isInstanceOf(CorruptStateException.class)
        .hasMessageStartingWith("not JSON: ");
  }

  @Test
  @DisplayName("D8 a thousand levels are refused at the second")
  void a_value_of_a_thousand_levels() {
    String deep = "{\"x\":" + "[".repeat(1001) + "]".repeat(1001);
    assertThatThrownBy(() -> ChecksummedJson.decode(sealed(deep)))
        .hasMessage("not the object it was written as");
  }

  @Test
  void the_seal_is_the_checksum_of_all_before_it() throws CorruptStateException {
    byte[] line = ChecksummedJson.encode(Map.of("x", 1));
    assertThat(line).isEqualTo(sealed("{\"x\":1"));
    assertThat(ChecksummedJson.decode(line)).isEqualTo(Map.of("x", 1L));
    line[5] = '2';
    assertThatThrownBy(() -> ChecksummedJson.decode(line))
        .hasMessage("the checksum does not fit the line");
  }

  @Test
  void each_kind_of_value_is_read_as_it_was_written() throws CorruptStateException {
    for (Object value : List.of("a", 7L, true, false, List.of("a", "b"), List.of())) {
      assertThat(ChecksummedJson.decode(ChecksummedJson.encode(Map.of("x", value))))
          .isEqualTo(Map.of("x", value));
    }
    assertThatThrownBy(() -> ChecksummedJson.encode(Map.of("x", 1.5)))
        .hasMessage("cannot be kept: 1.5");
  }
}
