package runner.support;

import java.time.Duration;
import java.time.Instant;
import runner.task.Clock;

/** The clocks of this machine. A test may set the wall clock ahead or back. */
public final class RealClock implements Clock {
  private volatile Duration offset = Duration.ZERO;

  /** Sets the wall clock ahead of the right time, or back if negative. */
  public RealClock offset(Duration ahead) {
    offset = ahead;
    return this;
  }

  @Override
  public Instant now() {
    return Instant.now().plus(offset);
  }

  @Override
  public Duration uptime() {
    return Duration.ofNanos(System.nanoTime());
  }
}
