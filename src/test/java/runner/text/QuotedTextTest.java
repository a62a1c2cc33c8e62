package runner.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuotedTextTest {
  @Test
  void a_quoted_value_is_short_and_on_one_line() {
    assertThat(QuotedValue.of("a\u001b[31m\nb")).isEqualTo("'a\\u001b[31m\\nb'");
    assertThat(QuotedValue.of("x".repeat(80))).isEqualTo("'" + "x".repeat(80) + "'");
    assertThat(QuotedValue.of("x".repeat(81))).isEqualTo("'" + "x".repeat(80) + "...'");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "/srv/a-b_c.d,  /srv/a-b_c.d",
        "a b,           'a b'",
        "it's,          'it'\\''s'",
        "$HOME,         '$HOME'",
        "*,             '*'",
        "~,             '~'",
        "\"\",          ''"
      })
  void a_word_for_a_shell_is_quoted_where_it_needs_to_be(String text, String word) {
    assertThat(ShellWord.of(text)).isEqualTo(word);
  }
}
