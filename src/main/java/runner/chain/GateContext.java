package runner.chain;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import runner.journal.LastSuccesses;
import runner.plan.RunCondition;
import runner.plan.Task;
import runner.process.BootId;
import runner.schedule.ScheduleDecision;

/**
 * Decides whether a task may run now: a pure function of its last success and of the time, the boot
 * and the instance.
 *
 * @param now in the zone whose clock counts
 * @param boot the id of this boot
 * @param instance the id of this instance
 * @param built before this instant the clock is not believed
 */
public record GateContext(ZonedDateTime now, BootId boot, String instance, Instant built) {

  /**
   * The answer.
   *
   * @param open whether it may run
   * @param reason why, or why not, in a sentence; empty when nothing was asked
   * @param next when it next may, where that can be told
   */
  public record Answer(boolean open, String reason, Optional<Instant> next) {}

  /**
   * Judges a task.
   *
   * @param last its last success, anywhere
   * @param content a hash of its file as it is now
   */
  public Answer of(Task task, Optional<LastSuccesses.Success> last, Optional<String> content) {
    RunCondition when = task.settings().when();
    Optional<String> closed = closedByFrequency(when.frequency(), last, content);
    if (closed.isPresent()) {
      return new Answer(false, closed.get(), Optional.empty());
    }
    if (when.schedule().isEmpty()) {
      return new Answer(true, openBy(when.frequency()), Optional.of(now.toInstant()));
    }
    ScheduleDecision decision = when.schedule().get().match(now, previous(last), built);
    return new Answer(decision.open(), decision.sentence(), decision.next());
  }

  /**
   * The last success a schedule counts from: on this instance, and not in the future. One in the
   * future was recorded by a clock that was wrong then or is now; it must not keep a task waiting
   * for years.
   */
  private Optional<Instant> previous(Optional<LastSuccesses.Success> last) {
    return last.filter(this::here)
        .map(LastSuccesses.Success::at)
        .filter(at -> !at.isAfter(now.toInstant()));
  }

  private Optional<String> closedByFrequency(
      RunCondition.Frequency frequency,
      Optional<LastSuccesses.Success> last,
      Optional<String> content) {
    if (last.isEmpty()) {
      return Optional.empty();
    }
    LastSuccesses.Success success = last.get();
    boolean closed =
        switch (frequency) {
          case ALWAYS -> false;
          case BOOT -> here(success) && new BootId(success.boot()).agreesWith(boot);
          case INSTANCE -> here(success);
          case ONCE -> true;
          case CHANGED -> here(success) && content.isPresent() && success.content().equals(content);
        };
    return closed
        ? Optional.of(words(frequency) + " at " + success.at().truncatedTo(ChronoUnit.SECONDS))
        : Optional.empty();
  }

  private static String openBy(RunCondition.Frequency frequency) {
    return switch (frequency) {
      case ALWAYS -> "";
      case BOOT -> "boot: it has not succeeded in this boot";
      case INSTANCE -> "instance: it has not succeeded on this instance";
      case ONCE -> "once: it has never succeeded";
      case CHANGED -> "changed: its file is not the one that last succeeded";
    };
  }

  private boolean here(LastSuccesses.Success success) {
    return success.instance().equals(instance);
  }

  private static String words(RunCondition.Frequency frequency) {
    return switch (frequency) {
      case ALWAYS -> "always";
      case BOOT -> "boot: it succeeded in this boot";
      case INSTANCE -> "instance: it succeeded on this instance";
      case ONCE -> "once: it succeeded";
      case CHANGED -> "changed: its file succeeded as it is";
    };
  }
}
