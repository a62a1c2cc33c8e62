package runner.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pause between iterations; the loop itself is tested by EndlessChainTest in e2e. */
final class IterationsTest {
  @ParameterizedTest
  @CsvSource({
    // interval, time since the last one began, pause
    "PT0S, PT0.01S, PT0.99S",
    "PT0S, PT1S, PT0S",
    "PT0S, PT1H, PT0S",
    "PT0.5S, PT0.2S, PT0.8S",
    "PT5S, PT0S, PT5S",
    "PT5S, PT1H, PT5S"
  })
  void endless_iterations_begin_at_least_a_second_apart(
      Duration interval, Duration took, Duration pause) {
    assertThat(Iterations.endless(interval, took)).isEqualTo(pause);
  }
}
