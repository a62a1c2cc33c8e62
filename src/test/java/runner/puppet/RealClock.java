package runner.puppet;

import java.time.Duration;
import java.time.Instant;
import runner.task.Clock;

/** The clocks of this machine; the wall clock may be told to be wrong. */
record RealClock(Duration wrong) implements Clock {
  @Override
  public Instant now() {
    return Instant.now().plus(wrong);
  }

  @Override
  public Duration uptime() {
    return Duration.ofNanos(System.nanoTime());
  }
}
