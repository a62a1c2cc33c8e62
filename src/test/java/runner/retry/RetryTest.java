package runner.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long to wait, and when to stop trying. */
final class RetryTest {
  @ParameterizedTest
  @CsvSource({
    "1, 30, 1, 0, 1140",
    "1, 30, 1, 1, 35340",
    "1, 30, 4, 1, 52358",
    "1, 30, 4, 0.5, 27023",
    "0, 0, 9, 1, 0",
    "2, 0, 1, 0.7, 2280",
    "1, 30, 1000, 1, 3600000",
    "1, 30, 1000000, 1, 3600000",
    "315360000, 315360000, 1, 1, 3600000"
  })
  void a_wait_grows_by_the_formula_up_to_an_hour(
      long least, long jitter, int tried, double random, long millis) {
    Backoff backoff = new Backoff(Duration.ofSeconds(least), Duration.ofSeconds(jitter));
    assertThat(backoff.after(tried, random)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void the_chain_gives_up_at_its_last_try_whichever_task_failed() {
    RetryBudget budget = new RetryBudget(3);
    assertThat(budget.exhaustedBy("a", OptionalInt.empty())).isFalse();
    assertThat(budget.exhaustedBy("b", OptionalInt.empty())).isFalse();
    assertThat(budget.exhaustedBy("a", OptionalInt.empty())).isTrue();
  }

  @Test
  void a_limit_of_one_is_no_second_try() {
    assertThat(new RetryBudget(1).exhaustedBy("a", OptionalInt.empty())).isTrue();
    assertThat(new RetryBudget(9).exhaustedBy("a", OptionalInt.of(1))).isTrue();
  }

  @Test
  void a_task_with_a_limit_of_its_own_counts_against_that_alone() {
    RetryBudget budget = new RetryBudget(2);
    IntStream.range(0, 9)
        .forEach(i -> assertThat(budget.exhaustedBy("own", OptionalInt.of(10))).isFalse());
    assertThat(budget.exhaustedBy("other", OptionalInt.of(2))).isFalse();
    assertThat(budget.exhaustedBy("shared", OptionalInt.empty())).isFalse();
    assertThat(budget.exhaustedBy("own", OptionalInt.of(10))).isTrue();
    assertThat(budget.exhaustedBy("shared", OptionalInt.empty())).isTrue();
  }
}
