package runner.chain;

import java.time.Duration;
import java.util.Optional;
import runner.exec.Command;
import runner.task.Clock;

/** The end of an iteration's time, where it has one. */
final class Deadline {
  private final Clock clock;
  private final Optional<Command.Limit> total;
  private final Duration begun;

  Deadline(Optional<Command.Limit> total, Clock clock) {
    this.clock = clock;
    this.total = total;
    this.begun = clock.uptime();
  }

  Duration took() {
    return clock.uptime().minus(begun);
  }

  boolean passed() {
    return left().filter(left -> left.isZero() || left.isNegative()).isPresent();
  }

  String origin() {
    return total.map(Command.Limit::origin).orElse("no limit");
  }

  /** Whether there is time for a wait and anything after it. */
  boolean allows(Duration wait) {
    return left().filter(left -> left.compareTo(wait) <= 0).isEmpty();
  }

  /** The limit of an attempt: its own, or what is left of the iteration where that is less. */
  Optional<Command.Limit> cut(Optional<Command.Limit> own) {
    Optional<Duration> left = left();
    if (left.isEmpty()
        || own.filter(limit -> limit.time().compareTo(left.get()) <= 0).isPresent()) {
      return own;
    }
    return Optional.of(new Command.Limit(left.get(), origin()));
  }

  private Optional<Duration> left() {
    return total.map(limit -> limit.time().minus(took()));
  }
}
