package runner.support;

import java.time.Duration;
import java.time.Instant;
import runner.task.Clock;

/** Clocks that stand still until a test moves them. */
public final class FakeClock implements Clock {
  private volatile Instant now;
  private volatile Duration uptime = Duration.ofHours(1);

  /** Starts at the beginning of 2026. */
  public FakeClock() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  public FakeClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Duration uptime() {
    return uptime;
  }

  /** Advances both clocks. */
  public void pass(Duration time) {
    now = now.plus(time);
    uptime = uptime.plus(time);
  }

  /** Sets only the wall clock, as an administrator or NTP does. */
  public void set(Instant time) {
    now = time;
  }
}
