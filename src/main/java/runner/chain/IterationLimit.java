package runner.chain;

import java.util.Optional;
import runner.exec.Command;
import runner.task.Clock;
import runner.task.Exit;
import runner.wait.Deadline;

/**
 * How long an iteration may take, tries, hooks and waits included.
 *
 * @param origin what set the limit, for messages
 */
record IterationLimit(Deadline deadline, String origin) {

  /** Of an iteration that begins now. */
  static IterationLimit of(Optional<Command.Limit> total, Clock clock) {
    return new IterationLimit(
        new Deadline(clock, total.map(Command.Limit::time)),
        total.map(Command.Limit::origin).orElse("no limit"));
  }

  /** Why nothing may be started any more, where that is so. */
  Optional<Exit> over() {
    return deadline.over() ? Optional.of(Exit.notStarted(origin + " is over")) : Optional.empty();
  }

  /** The limit of an attempt: its own, or what is left of the iteration where that is less. */
  Optional<Command.Limit> cut(Optional<Command.Limit> own) {
    return own.filter(limit -> deadline.cut(limit.time()).equals(limit.time()))
        .or(() -> deadline.left().map(left -> new Command.Limit(left, origin)));
  }
}
