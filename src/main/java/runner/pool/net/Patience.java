package runner.pool.net;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import runner.task.Clock;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.wait.StopRequest;

/** How long the whole run may still take, and whether it was told to stop. */
public final class Patience {
  private final Clock clock;
  private final StopRequest stop;
  private final Duration limit;
  private final Duration end;

  public Patience(Clock clock, StopRequest stop, Duration limit) {
    this.clock = clock;
    this.stop = stop;
    this.limit = limit;
    this.end = clock.uptime().plus(limit);
  }

  public Clock clock() {
    return clock;
  }

  public StopRequest stop() {
    return stop;
  }

  /**
   * What is left.
   *
   * @throws RunnerException where nothing is, or a signal came
   */
  public Duration left() {
    if (stop.requested()) {
      throw new RunnerException(ExitCode.FAILED, "pool", "interrupted by a signal", "");
    }
    Duration left = end.minus(clock.uptime());
    if (left.isNegative() || left.isZero()) {
      throw over();
    }
    return left;
  }

  public RunnerException over() {
    return new RunnerException(
        ExitCode.FAILED,
        "timeout",
        "not finished within " + Words.of(limit),
        "see -v for what took so long, or give it more time");
  }

  /** Waits, unless a signal comes or the time is over. */
  public void pause(Duration time) {
    Duration left = left();
    stop.await(time.compareTo(left) < 0 ? time : left);
    left();
  }

  /**
   * Waits for a result of another thread's.
   *
   * @throws TimeoutException when it takes longer than this
   */
  <T> T await(CompletableFuture<T> result, Duration most)
      throws TimeoutException, ExecutionException {
    Duration left = left();
    Duration wait = most.compareTo(left) < 0 ? most : left;
    try {
      stop.await(result, wait);
      left();
      return result.get(0, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      result.cancel(true);
    }
  }
}
