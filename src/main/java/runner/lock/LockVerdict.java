package runner.lock;

import java.time.Duration;
import java.util.Optional;
import runner.process.Presence;

/**
 * Whether a lock still counts.
 *
 * @param keep true while its owner lives, or may live as far as can be told
 * @param reason why, in a few words for people
 */
public record LockVerdict(boolean keep, String reason) {
  /** The age of a file and of a process come from different clocks, one of them in whole ticks. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /**
   * Judges an owner of which only the pid was written down, by ages: a process younger than the
   * lock cannot have taken it.
   *
   * @param seen what this machine shows of the process that has the pid now
   * @param processAge how long ago that process began, where it can be told
   * @param age how long ago the lock was taken, or last touched
   * @param fresh how young a lock must be to count although its owner is not seen, because that may
   *     run in another pid namespace
   */
  public static LockVerdict of(
      long pid, Presence seen, Optional<Duration> processAge, Duration age, Duration fresh) {
    return switch (seen) {
      case UNREADABLE, HIDDEN -> keep("process " + pid + " may run, as far as can be read");
      case GONE ->
          age.compareTo(fresh) < 0
              ? keep("no process " + pid + " to be seen, but the lock is fresh")
              : release("no process " + pid);
      case RUNS ->
          processAge.filter(began -> began.plus(SLACK).compareTo(age) < 0).isPresent()
              ? release("process " + pid + " is younger than the lock")
              : keep("process " + pid + " runs");
    };
  }

  private static LockVerdict keep(String reason) {
    return new LockVerdict(true, reason);
  }

  private static LockVerdict release(String reason) {
    return new LockVerdict(false, reason);
  }
}
