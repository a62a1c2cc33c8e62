package runner.puppet;

import java.time.Duration;
import java.time.Instant;
import runner.task.Clock;

/** A clock that stands still until it is moved. */
final class FakeClock implements Clock {
  private volatile Instant now = Instant.now();
  private volatile Duration uptime = Duration.ofHours(1);

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Duration uptime() {
    return uptime;
  }

  void pass(Duration time) {
    now = now.plus(time);
    uptime = uptime.plus(time);
  }

  /** Sets the wall clock alone, as an administrator or NTP does. */
  void jump(Duration by) {
    now = now.plus(by);
  }
}
