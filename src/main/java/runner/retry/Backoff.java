package runner.retry;

import java.time.Duration;

/**
 * How long to wait between passes: {@code 1.14^try × (least + random × jitter)}, never over an
 * hour, where try is the number of the pass that failed. The formula is that of Mozilla's Runner.
 *
 * @param least the shortest wait before growth
 * @param jitter the span of the random part
 */
public record Backoff(Duration least, Duration jitter) {
  private static final double GROWTH = 1.14;
  private static final double LONGEST_S = 3600;

  /**
   * The wait after a failure.
   *
   * @param tried the number of the pass that failed, from 1
   * @param random from 0 to 1
   */
  public Duration after(int tried, double random) {
    double seconds = Math.pow(GROWTH, tried) * (seconds(least) + random * seconds(jitter));
    return Duration.ofMillis(Math.round(1000 * Math.min(seconds, LONGEST_S)));
  }

  private static double seconds(Duration span) {
    return span.toMillis() / 1000.0;
  }
}
