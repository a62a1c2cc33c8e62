package runner.plan;

import java.util.Optional;
import runner.schedule.Schedule;

/**
 * When a task may run, going by its last success.
 *
 * @param schedule a gate by the clock; absent is always open
 * @param frequency how often
 */
public record RunCondition(Optional<Schedule> schedule, Frequency frequency) {

  /** How often a task runs. */
  public enum Frequency {
    ALWAYS,
    /** Once in each boot. */
    BOOT,
    /** Once on each instance. */
    INSTANCE,
    /** Once ever, also when the instance was cloned. */
    ONCE,
    /** Whenever its file is not the one that last succeeded on this instance. */
    CHANGED
  }

  /** Whether the decision needs the last success. */
  public boolean needsMemory() {
    return schedule.isPresent() || frequency != Frequency.ALWAYS;
  }
}
