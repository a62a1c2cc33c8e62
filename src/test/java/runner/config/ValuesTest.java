package runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of values, at their bounds and past them. */
final class ValuesTest {
  private enum Fruit {
    APPLE,
    BANANA
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "007, 7",
    "90s, 90",
    "5m, 300",
    "20min, 1200",
    "20 min, 1200",
    "1h 30min, 5400",
    "1h30min, 5400",
    "7d, 604800",
    "3650d, 315360000",
    "315360000, 315360000"
  })
  void a_duration_is_seconds_or_spans(String text, long seconds) throws BadValueException {
    assertThat(ValueReaders.duration(text)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "1.5",
        "1e3",
        "NaN",
        "1w",
        "1 h x",
        "h",
        "90S",
        "1h,30min",
        "٣٠",
        "３０",
        "+5",
        "1_000",
        "0x10",
        "s90",
        "infinity"
      })
  void anything_else_is_no_duration(String text) {
    refused(() -> ValueReaders.duration(text), "is not a duration", "1h 30min");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "315360001",
        "3651d",
        "99999999999999999999",
        "999999999999d",
        "3650d 1s",
        "999999999999"
      })
  void a_duration_ends_at_ten_years(String text) {
    refused(() -> ValueReaders.duration(text), "is over 10 years", "3650d");
  }

  @Test
  void many_spans_never_overflow() {
    refused(
        () -> ValueReaders.duration("999999999999d ".repeat(200).strip()),
        "over 10 years",
        "3650d");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 1, 1", "0005, 1, 5", "999999999, 0, 999999999"})
  void a_number_is_digits(String text, int least, int number) throws BadValueException {
    assertThat(ValueReaders.number(text, least)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "1e3", "NaN", "five", "٥", "５", "0x1", "1 2", "+1"})
  void anything_else_is_no_number(String text) {
    refused(() -> ValueReaders.number(text, 1), "is not a whole number", "e.g. 5");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, is too small",
    "99999999999999999999, 1, is too large",
    "2147483648, 0, is too large",
    "1000000000, 0, is too large"
  })
  void a_number_has_bounds(String text, int least, String fact) {
    refused(() -> ValueReaders.number(text, least), fact, "write at");
  }

  @Test
  void a_number_may_be_left_out() throws BadValueException {
    Key<Optional<Integer>> key = Key.optionalNumber("n", 2, "");
    assertThat(key.defaultValue()).isEqualTo(Optional.<Integer>empty());
    assertThat(key.parse("", Optional.empty())).isEqualTo(Optional.<Integer>empty());
    assertThat(key.parse("2", Optional.empty())).contains(2);
    refused(() -> key.parse("1", Optional.empty()), "'1' is too small", "write at least 2");
    refused(() -> key.parse("x", Optional.empty()), "'x' is not a whole number", "e.g. 5");
  }

  @Test
  void a_limit_of_0_is_none() throws BadValueException {
    Key<Optional<Duration>> key = Key.limit("l", "0", "the longest");
    assertThat(key.meaning()).isEqualTo("the longest; 0 is no limit");
    assertThat(key.defaultValue()).isEqualTo(Optional.<Duration>empty());
    assertThat(key.parse("0min", Optional.empty())).isEqualTo(Optional.<Duration>empty());
    assertThat(key.parse("1s", Optional.empty())).contains(Duration.ofSeconds(1));
    refused(() -> key.parse("", Optional.empty()), "'' is not a duration", "1h 30min");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "10M, 10485760",
    "2K, 2048",
    "1024G, 1099511627776",
    "1099511627776, 1099511627776"
  })
  void a_size_is_bytes_or_powers_of_1024(String text, long bytes) throws BadValueException {
    assertThat(ValueReaders.size(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "M",
        "-1",
        "1.5M",
        "1e3",
        "NaN",
        "10m",
        "10MB",
        "10 M",
        "1025G",
        "1099511627777",
        "99999999999999999999",
        "99999999999999999999G",
        "٣M"
      })
  void anything_else_is_no_size(String text) {
    assertThatThrownBy(() -> ValueReaders.size(text))
        .isInstanceOf(BadValueException.class)
        .hasMessageStartingWith("'" + text + "' is ");
  }

  @ParameterizedTest
  @CsvSource({
    "yes, true",
    "TRUE, true",
    "On, true",
    "1, true",
    "no, false",
    "False, false",
    "off, false",
    "0, false"
  })
  void yes_and_no_have_eight_words(String text, boolean value) throws BadValueException {
    assertThat(ValueReaders.bool(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "y", "2", "enabled", "-1", "ja"})
  void anything_else_is_neither(String text) {
    refused(() -> ValueReaders.bool(text), "is neither yes nor no", "write yes or no");
  }

  @Test
  void a_choice_is_one_of_its_words() throws BadValueException {
    assertThat(ValueReaders.choice("apple", Fruit.class)).isEqualTo(Fruit.APPLE);
    refused(
        () -> ValueReaders.choice("pear", Fruit.class), "'pear' is not known", "apple or banana");
    refused(
        () -> ValueReaders.choice("Apple", Fruit.class), "'Apple' is not known", "apple or banana");
    refused(() -> ValueReaders.choice("", Fruit.class), "'' is not known", "apple or banana");
  }

  @Test
  void a_list_ignores_empty_items_and_blanks() {
    assertThat(ValueReaders.list(" a, b ,,c d,\n e,")).containsExactly("a", "b", "c d", "e");
    assertThat(ValueReaders.list("")).isEmpty();
    assertThat(ValueReaders.list(" , ,")).isEmpty();
  }

  @Test
  void codes_are_bytes() throws BadValueException {
    assertThat(ValueReaders.codes("0, 3,255,,3")).isEqualTo(Set.of(0, 3, 255));
    assertThat(ValueReaders.codes("")).isEmpty();
    for (String wrong :
        List.of("256", "-1", "1.5", "1e3", "99999999999999999999", "NaN", "٣", "1 2")) {
      refused(
          () -> ValueReaders.codes("0, " + wrong),
          "'" + wrong + "' is not an exit code",
          "0 to 255");
    }
  }

  @Test
  void a_relative_path_lies_beside_its_file() throws BadValueException {
    Optional<Path> none = Optional.empty();
    Optional<Location> place = Optional.of(new Location(Path.of("/etc/runner/x.cfg"), 3));
    assertThat(ValueReaders.path("", place)).isEqualTo(none);
    assertThat(ValueReaders.path("tasks.d", place)).contains(Path.of("/etc/runner/tasks.d"));
    assertThat(ValueReaders.path("../a b/", place)).contains(Path.of("/etc/a b"));
    assertThat(ValueReaders.path("/srv", place)).contains(Path.of("/srv"));
  }

  @Test
  void a_program_without_a_slash_is_looked_up_and_one_with_it_lies_beside_the_file()
      throws BadValueException {
    Optional<Location> place = Optional.of(new Location(Path.of("/etc/runner/x.cfg"), 3));
    assertThat(ValueReaders.command("sh -c 'a b'", place)).containsExactly("sh", "-c", "a b");
    assertThat(ValueReaders.command("./hook ./x", place))
        .containsExactly("/etc/runner/hook", "./x");
    assertThat(ValueReaders.command("", place)).isEmpty();
  }

  private static void refused(ThrowingCallable read, String fact, String fix) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(
            BadValueException.class,
            e -> {
              assertThat(e.fact()).contains(fact);
              assertThat(e.fix()).contains(fix);
            });
  }
}
