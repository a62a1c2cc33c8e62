package runner.puppet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import runner.lock.Owner;
import runner.task.Clock;
import runner.wait.StopRequest;

/**
 * The wait between two attempts: until the lock is gone or its owner has died, at most so long. The
 * removal of the file is an event; for the death of a process that is not our child there is none,
 * so that alone is looked for.
 */
final class LockWait {
  /** How often an owner is looked at. */
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Several that wait for one lock should not all start at the same moment. */
  private static final Duration SPREAD = Duration.ofMillis(100);

  private final Clock clock;
  private final DoubleSupplier random;
  private final StopRequest stop;

  LockWait(Clock clock, DoubleSupplier random, StopRequest stop) {
    this.clock = clock;
    this.random = random;
    this.stop = stop;
  }

  /** What ended a wait. */
  enum End {
    RELEASED,
    /** The first look already saw no lock that counts, though Puppet had just been blocked. */
    NEVER_SEEN,
    TIME_OVER
  }

  /**
   * Waits.
   *
   * @param owner who held the lock when Puppet was blocked, where that was seen
   * @param longest the back-off
   * @param believing whether a lock that is not seen at all counts as released; otherwise Puppet
   *     knows better, and only one that comes and goes does
   */
  End await(PuppetLockFile lock, Optional<Owner> owner, Duration longest, boolean believing) {
    Duration deadline = clock.uptime().plus(longest);
    Optional<Owner> known = owner;
    boolean seen = owner.isPresent();
    try (LockEvents events = LockEvents.of(directory(lock), stop)) {
      while (!stop.requested() && left(deadline).compareTo(Duration.ZERO) > 0) {
        PuppetLockFile.Look look = lock.look(known, clock.now(), longest);
        if (look.held()) {
          seen = true;
          known = look.owner();
          events.await(pause(look, events, deadline));
        } else if (!seen && !believing) {
          events.await(events.noticesChanges() ? left(deadline) : shorter(LOOK, left(deadline)));
        } else {
          spread(deadline);
          if (!lock.look(known, clock.now(), longest).held()) {
            return seen ? End.RELEASED : End.NEVER_SEEN;
          }
        }
      }
    }
    return End.TIME_OVER;
  }

  private static Path directory(PuppetLockFile lock) {
    return Optional.ofNullable(lock.path().toAbsolutePath().getParent())
        .orElse(lock.path().toAbsolutePath());
  }

  private Duration pause(PuppetLockFile.Look look, LockEvents events, Duration deadline) {
    boolean eventsTellAll = events.noticesChanges() && look.owner().isEmpty();
    return eventsTellAll ? left(deadline) : shorter(LOOK, left(deadline));
  }

  private void spread(Duration deadline) {
    Duration part = Duration.ofNanos((long) (SPREAD.toNanos() * random.getAsDouble()));
    stop.await(shorter(part, left(deadline)));
  }

  private Duration left(Duration deadline) {
    return deadline.minus(clock.uptime());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
