package runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words as a shell splits them, and the words somebody meant. */
final class WordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "a b\tc => a,b,c",
        "'a b' c => a b,c",
        "\"a b\" c => a b,c",
        "a'b'\"c\"d => abcd",
        "a\\ b => a b",
        "'a\\b' => a\\b",
        "\"a\\b\" => a\\b",
        "\"a\\\"b\" => a\"b",
        "\"\\$x\\`\\\\\" => $x`\\",
        "\"it's\" => it's",
        "$HOME *.c a|b => $HOME,*.c,a|b",
        "#x ;y & => #x,;y,&",
        "a '' b => a,,b"
      })
  void quotes_are_those_of_the_shell(String text, String words) throws BadValueException {
    assertThat(String.join(",", ShellWords.split(text))).isEqualTo(words);
  }

  @Test
  void blanks_alone_are_no_word_and_empty_quotes_are_one() throws BadValueException {
    assertThat(ShellWords.split(" \n\t ")).isEmpty();
    assertThat(ShellWords.split("''")).containsExactly("");
    assertThat(ShellWords.split("a\\\nb \"c\\\nd\"")).containsExactly("ab", "cd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a", "\"a", "a\\", "\"a\\", "a 'b\"", "'"})
  void a_quote_that_is_not_closed_is_an_error(String text) {
    assertThatThrownBy(() -> ShellWords.split(text))
        .isInstanceOf(BadValueException.class)
        .hasMessageContaining("ends before");
  }

  @ParameterizedTest
  @CsvSource({
    "max_tires, max_tries",
    "max-tries, max_tries",
    "maxtries, max_tries",
    "max_trie, max_tries",
    "sleeptime, sleep_time",
    "Sleep_Time, sleep_time"
  })
  void the_nearest_word_was_meant(String typed, String meant) {
    assertThat(NearestWord.to(typed, List.of("sleep_time", "max_tries", "max_time")))
        .contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "banana", "x", "tries", "interpreter"})
  void far_off_means_nothing(String typed) {
    assertThat(NearestWord.to(typed, List.of("sleep_time", "max_tries"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'',abc,3",
    "abc,abc,0",
    "abc,acb,1",
    "abc,ab,1",
    "abc,axc,1",
    "ab,ba,1",
    "kitten,sitting,3"
  })
  void distance_counts_letters(String a, String b, int distance) {
    assertThat(NearestWord.distance(a, b)).isEqualTo(distance);
    assertThat(NearestWord.distance(b, a)).isEqualTo(distance);
  }
}
