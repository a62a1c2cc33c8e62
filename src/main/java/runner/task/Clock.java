package runner.task;

import java.time.Duration;
import java.time.Instant;

/** The two clocks, kept apart: one for people and schedules, one for every limit and wait. */
public interface Clock {
  /** The wall clock: may be wrong, may jump. */
  Instant now();

  /** Time since an arbitrary point; only ever grows, whatever happens to the wall clock. */
  Duration uptime();
}
