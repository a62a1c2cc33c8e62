package runner.pool.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.task.RunnerException;

/** What may be said of pools and their limits. */
final class PoolLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "60, 3600",
    "90s, 90",
    "30m, 1800",
    "20min, 1200",
    "2h, 7200",
    "1h 30min, 5400",
    "1d, 86400",
    "3650d, 315360000"
  })
  void a_limit_is_whole_minutes_or_any_duration(String limit, long seconds) {
    assertThat(PoolLimits.parse("a:" + limit)).isEqualTo(Map.of("a", Duration.ofSeconds(seconds)));
  }

  @Test
  void pools_keep_their_order_and_blanks_around_them_do_not_count() {
    assertThat(PoolLimits.parse(" b/c : 1h , a:5 ").keySet()).containsExactly("b/c", "a");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a:5x, 'a:5x' has a limit that is not a duration",
        "a:, 'a:' has a limit that is not a duration",
        "a:-5, 'a:-5' has a limit that is not a duration",
        "a:3651d, 'a:3651d' has a limit over 10 years",
        "a:9999999999999, 'a:9999999999999' has a limit over 10 years",
        "a, 'a' has no limit",
        ":5, ':5' names no pool",
        "\"a:1,a:2\", 'a' is named twice"
      })
  void what_cannot_be_read_is_named(String text, String fact) {
    assertThatThrownBy(() -> PoolLimits.parse(text))
        .isInstanceOf(RunnerException.class)
        .hasMessageContaining(fact);
  }
}
