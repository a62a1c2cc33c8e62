package runner.puppet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import runner.process.ProcessId;
import runner.task.Clock;
import runner.wait.Deadline;
import runner.wait.DirectoryWatch;
import runner.wait.StopRequest;

/**
 * The wait between two attempts: until the lock is gone, its owner has died, or the back-off is
 * over. The kernel tells of the removal of the file. It does not tell of the death of a process
 * that is not our child, so that is looked for at intervals.
 */
final class LockWait {
  /** How often it is looked whether the owner lives. */
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
    /** There was no lock at the first look, though Puppet had just been blocked. */
    NEVER_SEEN,
    TIME_OVER
  }

  /**
   * Waits.
   *
   * @param owner who held the lock when Puppet was blocked, where that was seen
   * @param longest the back-off
   * @param absenceCounts whether a lock that is not there at all counts as released. Not where
   *     Puppet was blocked again after such a wait: then only a lock that comes and goes does.
   */
  End await(
      PuppetLockFile lock, Optional<ProcessId> owner, Duration longest, boolean absenceCounts) {
    Deadline deadline = new Deadline(clock, Optional.of(longest));
    Optional<ProcessId> known = owner;
    boolean seen = owner.isPresent();
    try (DirectoryWatch changes = new DirectoryWatch(stop)) {
      while (changes.isOpen() && !deadline.over()) {
        watch(changes, lock);
        PuppetLockFile.Look look = lock.look(known, clock.now(), longest);
        if (look.held()) {
          seen = true;
          known = look.owner();
          changes.await(pause(look, changes, deadline));
        } else if (!seen && !absenceCounts) {
          changes.await(pause(look, changes, deadline));
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

  private static void watch(DirectoryWatch changes, PuppetLockFile lock) {
    try {
      Path path = lock.path().toAbsolutePath();
      changes.watch(List.of(Optional.ofNullable(path.getParent()).orElse(path)));
    } catch (IOException e) {
      // Then noticesChanges() says no, and the lock is looked at at intervals.
    }
  }

  private static Optional<Duration> pause(
      PuppetLockFile.Look look, DirectoryWatch changes, Deadline deadline) {
    boolean changesTellAll = changes.noticesChanges() && look.pid().isEmpty();
    return changesTellAll ? deadline.left() : Optional.of(deadline.cut(LOOK));
  }

  private void spread(Deadline deadline) {
    Duration part = Duration.ofNanos((long) (SPREAD.toNanos() * random.getAsDouble()));
    stop.await(deadline.cut(part));
  }
}
