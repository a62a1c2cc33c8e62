package runner.cli.runs;

import java.time.Duration;
import java.util.Optional;
import runner.cli.host.Machine;
import runner.journal.RunRecord;
import runner.report.status.Status;

/**
 * Waits for the end of this boot's run: its success or failure, or the death of its runner. Woken
 * by what is written; only the death of a process that is not our child has to be looked for.
 */
final class StatusWait {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration FOR_EVER = Duration.ofDays(36500);

  private final StatusSource source;
  private final Machine host;
  private final Duration deadline;

  /**
   * A wait that begins now.
   *
   * @param longest absent is for ever
   */
  StatusWait(StatusSource source, Optional<Duration> longest, Machine host) {
    this.source = source;
    this.host = host;
    this.deadline = host.clock().uptime().plus(longest.orElse(FOR_EVER));
  }

  /** The last word; or how the run stands when the time is over. */
  Status await() {
    try (Changes changes = Changes.open()) {
      while (true) {
        // Watched first: what is written after the look wakes us.
        changes.watch(source.places());
        Status status = source.now();
        if (status.over(host.bootId()) || timeIsOver()) {
          return status;
        }
        untilNews(changes, status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return source.now();
    }
  }

  /**
   * Nobody writes down that a runner was killed. One that was alive in the status and is not by now
   * is news.
   */
  void untilNews(Changes changes, Status status) throws InterruptedException {
    Optional<Status.Run> alive =
        status.run().filter(run -> status.state() == RunRecord.State.RUNNING);
    boolean news = false;
    while (!news && !timeIsOver() && alive.filter(source::runnerLives).equals(alive)) {
      news = changes.await(alive.isPresent() && left().compareTo(LOOK) > 0 ? LOOK : left());
    }
  }

  private Duration left() {
    return deadline.minus(host.clock().uptime());
  }

  private boolean timeIsOver() {
    return left().isZero() || left().isNegative();
  }
}
