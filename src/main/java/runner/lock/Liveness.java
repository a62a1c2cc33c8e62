package runner.lock;

import java.time.Duration;

/**
 * Whether a lock still counts.
 *
 * @param keep true while its owner lives, or may live as far as can be told
 * @param reason why, in a few words for people
 */
public record Liveness(boolean keep, String reason) {
  /** The age of a file and of a process come from different clocks, one of them in whole ticks. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /**
   * Judges an owner: by boot id and start time where they were written down; else by the age of the
   * lock, since a process younger than the lock cannot have taken it.
   *
   * @param seen what this machine shows of the owner's pid now
   * @param age how long ago the lock was taken, or last touched
   * @param patience how old a lock must be before an owner that cannot be seen counts as gone; zero
   *     where the owner is known to be of this pid namespace
   */
  public static Liveness of(Owner owner, Sighting seen, Duration age, Duration patience) {
    if (owner.boot().filter(boot -> !boot.equals(seen.boot())).isPresent()) {
      return release("was taken before the machine was started");
    }
    if (seen.process().isEmpty()) {
      return ofUnseen(owner, age, patience);
    }
    Sighting.Running process = seen.process().get();
    if (owner.started().isPresent()) {
      return owner.started().getAsLong() == process.started()
          ? keep("process " + owner.pid() + " runs")
          : release("pid " + owner.pid() + " is another process now");
    }
    return process.age().plus(SLACK).compareTo(age) < 0
        ? release("process " + owner.pid() + " is younger than the lock")
        : keep("process " + owner.pid() + " runs");
  }

  private static Liveness ofUnseen(Owner owner, Duration age, Duration patience) {
    return age.compareTo(patience) < 0
        ? keep("no process " + owner.pid() + " to be seen, but the lock is fresh")
        : release("no process " + owner.pid());
  }

  private static Liveness keep(String reason) {
    return new Liveness(true, reason);
  }

  private static Liveness release(String reason) {
    return new Liveness(false, reason);
  }
}
