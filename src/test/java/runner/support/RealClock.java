package runner.support;

import java.time.Duration;
import java.time.Instant;
import runner.task.Clock;

/** The clocks of this machine; the wall clock may be told to be wrong. */
public final class RealClock implements Clock {
  private volatile Duration wrong = Duration.ZERO;

  /** Sets the wall clock ahead of the right time, or behind it where negative. */
  public RealClock wrong(Duration by) {
    wrong = by;
    return this;
  }

  @Override
  public Instant now() {
    return Instant.now().plus(wrong);
  }

  @Override
  public Duration uptime() {
    return Duration.ofNanos(System.nanoTime());
  }
}
