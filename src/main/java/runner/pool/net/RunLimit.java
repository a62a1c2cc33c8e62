package runner.pool.net;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import runner.task.Clock;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.text.TimeSpan;
import runner.wait.Deadline;
import runner.wait.StopRequest;

/** What ends the whole run before it is done: its time is over, or a stop is requested. */
public final class RunLimit {
  private final Clock clock;
  private final StopRequest stop;
  private final Duration time;
  private final Deadline deadline;

  /** The limit of a run that begins now. */
  public RunLimit(Clock clock, StopRequest stop, Duration time) {
    this.clock = clock;
    this.stop = stop;
    this.time = time;
    this.deadline = new Deadline(clock, Optional.of(time));
  }

  public Clock clock() {
    return clock;
  }

  public StopRequest stop() {
    return stop;
  }

  /**
   * The time that is left, never zero.
   *
   * @throws RunnerException where none is left, or a stop was requested
   */
  public Duration left() {
    if (stop.requested()) {
      throw new RunnerException(ExitCode.FAILED, "pool", "interrupted by a signal", "");
    }
    Duration left = deadline.cut(time);
    if (left.isZero()) {
      throw over();
    }
    return left;
  }

  /** What is thrown when the time is over. */
  public RunnerException over() {
    return new RunnerException(
        ExitCode.FAILED,
        "timeout",
        "not finished within " + TimeSpan.exact(time),
        "see -v for what took so long, or give it more time");
  }

  /**
   * Waits.
   *
   * @throws RunnerException as {@link #left} does, at once
   */
  public void pause(Duration wait) {
    left();
    stop.await(deadline.cut(wait));
    left();
  }

  /**
   * Waits for a result of another thread's.
   *
   * @throws TimeoutException when it takes longer than this
   */
  <T> T await(CompletableFuture<T> result, Duration longest)
      throws TimeoutException, ExecutionException {
    try {
      left();
      stop.await(result, deadline.cut(longest));
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
