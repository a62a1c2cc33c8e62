package runner.exec;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.commons.exec.ExecuteWatchdog;
import runner.exec.output.IoThreads;
import runner.exec.tree.ProcessTree;
import runner.exec.tree.TreeMarker;
import runner.process.ProcessId;
import runner.task.Clock;
import runner.wait.StopRequest;

/**
 * Waits beside a process for its limit or a stop, and then ends its whole tree. Replaces what
 * commons-exec does there: its own time-out counts the wall clock, and it sends one TERM to the
 * direct child only.
 */
final class TimeoutWatchdog extends ExecuteWatchdog {
  /** Why a process was ended by us. */
  enum Cause {
    LIMIT,
    STOP
  }

  private final Command command;
  private final TreeMarker mark;
  private final StopRequest stop;
  private final Clock clock;
  private final CountDownLatch wake = new CountDownLatch(1);
  private final CompletableFuture<Optional<Process>> child = new CompletableFuture<>();
  private volatile Cause cause;
  private Future<?> watching = CompletableFuture.completedFuture("");

  @SuppressWarnings(
      "deprecation") // The builder's constructor is private: no subclass could use it.
  TimeoutWatchdog(Command command, TreeMarker mark, StopRequest stop, Clock clock) {
    super(INFINITE_TIMEOUT);
    this.command = command;
    this.mark = mark;
    this.stop = stop;
    this.clock = clock;
  }

  /**
   * Starts the waiting thread before the process exists: the process may use up the limit of
   * threads at once.
   */
  synchronized void standBy() {
    watching = IoThreads.send(() -> child.join().ifPresent(this::watch));
  }

  @Override
  public synchronized void start(Process process) {
    child.complete(Optional.of(process));
  }

  /** Called at the end. A thread that still waits for a process then ends. */
  void dismiss() {
    child.complete(Optional.empty());
  }

  /** Called by commons-exec once the direct child is gone; returns when the whole tree is. */
  @Override
  public synchronized void stop() {
    wake.countDown();
    try {
      watching.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process was not seen to", e.getCause());
    }
  }

  /** Why the process was ended by us; empty when it ended by itself. */
  Optional<Cause> cause() {
    return Optional.ofNullable(cause);
  }

  private void watch(Process process) {
    Runnable wakeUp = wake::countDown;
    stop.listen(wakeUp);
    try {
      await();
      if (runs(process)) {
        cause = stop.requested() ? Cause.STOP : Cause.LIMIT;
        ProcessTree.of(process, mark, clock).end(command.grace(), stop);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stop.forget(wakeUp);
    }
  }

  /**
   * What has ended has ended, also if we were stopped ourselves for a while: then the time is over
   * before the JDK has noted the end.
   */
  private static boolean runs(Process process) {
    return process.isAlive() && ProcessId.ofUnknownStart(process.pid()).presence().mayLive();
  }

  private void await() throws InterruptedException {
    Optional<Duration> time = command.limit().map(Command.Limit::time);
    if (time.isPresent()) {
      wake.await(time.get().toNanos(), TimeUnit.NANOSECONDS);
    } else {
      wake.await();
    }
  }
}
