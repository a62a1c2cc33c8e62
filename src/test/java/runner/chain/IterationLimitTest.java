package runner.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.exec.Command;
import runner.support.FakeClock;

/** What is left of an iteration for one attempt. */
final class IterationLimitTest {
  @ParameterizedTest
  @CsvSource({
    // max_total_time, time gone by, max_time of the task, limit of the attempt, what set it
    "'',    PT1H, '',   '',   ''",
    "'',    PT1H, PT5S, PT5S, max_time",
    "PT10S, PT0S, PT5S, PT5S, max_time",
    "PT10S, PT5S, PT5S, PT5S, max_time",
    "PT10S, PT6S, PT5S, PT4S, max_total_time",
    "PT10S, PT6S, '',   PT4S, max_total_time",
    "PT10S, PT1H, PT5S, PT0S, max_total_time"
  })
  void an_attempt_has_its_own_limit_or_what_is_left_where_that_is_less(
      String total, Duration gone, String own, String left, String origin) {
    FakeClock clock = new FakeClock();
    IterationLimit limit = IterationLimit.of(limit(total, "max_total_time"), clock);
    clock.pass(gone);
    assertThat(limit.cut(limit(own, "max_time"))).isEqualTo(limit(left, origin));
  }

  private static Optional<Command.Limit> limit(String time, String origin) {
    return Optional.of(time)
        .filter(text -> !text.isEmpty())
        .map(text -> new Command.Limit(Duration.parse(text), origin));
  }
}
