package runner.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A span of time is told as exactly as it matters. */
final class TimeSpanTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.00 s",
    "4, 0.00 s",
    "5, 0.01 s",
    "9994, 9.99 s",
    "9995, 10.0 s",
    "59949, 59.9 s",
    "59950, 1 min 00 s",
    "187000, 3 min 07 s",
    "3599949, 59 min 59 s",
    "3599950, 1 h 00 min",
    "3600000, 1 h 00 min",
    "86399949, 23 h 59 min",
    "86399950, 1 d 00 h",
    "90000000, 1 d 01 h",
    "8640000000, 100 d 00 h",
    "-1200, -1.20 s"
  })
  void what_was_measured_has_two_units_at_most(long millis, String words) {
    assertThat(TimeSpan.of(Duration.ofMillis(millis))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "1000, 1 s",
    "1500, 1.50 s",
    "90000, 1 min 30 s",
    "600000, 10 min",
    "3600000, 1 h",
    "3601000, 1 h 1 s",
    "90061000, 1 d 1 h 1 min 1 s",
    "2592000000, 30 d",
    "-1000, -1.00 s"
  })
  void what_was_chosen_has_all_its_units_and_no_zeros(long millis, String words) {
    assertThat(TimeSpan.exact(Duration.ofMillis(millis))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.00 s", "4, 0.00 s", "60000, +1 min 00 s", "-1200, -1.20 s"})
  void a_change_has_a_sign_where_there_is_one(long millis, String words) {
    assertThat(TimeSpan.change(Duration.ofMillis(millis))).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 59, 60, 90, 3600, 5400, 90_061, 315_360_000})
  void what_was_chosen_is_told_as_it_may_be_written(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    assertThat(TimeSpan.parse(TimeSpan.exact(time), Duration.ofDays(1))).contains(time);
  }
}
