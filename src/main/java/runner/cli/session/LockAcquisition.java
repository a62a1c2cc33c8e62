package runner.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import runner.cli.host.Machine;
import runner.cli.host.StoppedException;
import runner.event.Event;
import runner.event.EventSink;
import runner.files.FileErrors;
import runner.lock.Holder;
import runner.lock.RunnerLock;
import runner.process.BootId;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.wait.StopRequest;

/** Takes the lock of a state directory, and waits for another runner's end where that is asked. */
final class LockAcquisition {
  private static final Duration CONFIRMATION = Duration.ofMillis(200);

  private final RunnerLock lock;
  private final Path path;
  private final StopRequest stop;
  private final Machine host;

  LockAcquisition(RunnerLock lock, Path path, StopRequest stop, Machine host) {
    this.lock = lock;
    this.path = path;
    this.stop = stop;
    this.host = host;
  }

  /**
   * Takes the lock.
   *
   * @param wait how long to wait for it; absent is not at all, zero for ever
   * @param events told that another runner is waited for
   * @return how long the wait took; absent where the lock was free
   * @throws RunnerException 75 where another runner holds it
   */
  Optional<Duration> take(Optional<Duration> wait, EventSink events) throws IOException {
    Optional<Duration> waited = Optional.empty();
    if (!lock.tryTake()) {
      Duration asked = host.clock().uptime();
      await(wait, events);
      waited = Optional.of(host.clock().uptime().minus(asked));
    }
    assertIntact();
    return waited;
  }

  /** Tells others who holds it. */
  void sign() throws IOException {
    try {
      lock.sign(new Holder(host.process(), host.clock().now()));
    } catch (IOException e) {
      // The kernel holds the lock all the same; only who holds it cannot be written.
      if (!FileErrors.isFull(e)) {
        throw e;
      }
    }
  }

  private void await(Optional<Duration> wait, EventSink events) throws IOException {
    if (wait.isEmpty()) {
      throw busy(path, holder());
    }
    CompletableFuture<Void> taken = lock.take();
    events.accept(new Event.LockHeld(words(holder())));
    boolean free = stop.await(taken, wait.filter(longest -> !longest.isZero()));
    // If we were stopped ourselves, the time may be over before the thread that waits has its turn.
    free = free || stop.await(taken, CONFIRMATION);
    if (taken.isCompletedExceptionally()) {
      throw new IOException("the lock cannot be taken");
    }
    if (!free) {
      stop.signal().ifPresent(LockAcquisition::stopped);
      throw busy(path, holder());
    }
  }

  /**
   * Who holds it. The file still names the former holder where the lock has changed hands just now.
   * One of another boot is on another host, which shares the directory.
   */
  private Optional<Holder> holder() throws IOException {
    BootId here = host.bootId();
    return lock.holder().filter(h -> h.process().boot().isOther(here) || h.process().mayLive(here));
  }

  private static String words(Holder holder) {
    Instant since = holder.since().truncatedTo(ChronoUnit.SECONDS);
    return "pid " + holder.process().id().pid() + ", since " + since;
  }

  private static String words(Optional<Holder> holder) {
    return holder.map(LockAcquisition::words).orElse("just started");
  }

  private static void stopped(int signal) {
    throw new StoppedException(signal);
  }

  /**
   * Makes sure that the lock keeps others out.
   *
   * @throws RunnerException 75 where its file was removed or replaced
   */
  void assertIntact() throws IOException {
    if (!lock.intact()) {
      throw new RunnerException(
          ExitCode.BUSY,
          path.resolve("lock").toString(),
          "the lock file was removed or replaced, so another runner may be at work",
          "never remove it; start again");
    }
  }

  /** The error of a runner that came second. */
  static RunnerException busy(Path path, Optional<Holder> holder) {
    return new RunnerException(
        ExitCode.BUSY,
        path.toString(),
        "another runner holds this state directory (" + words(holder) + ")",
        "wait with --wait-lock; a chain that runs beside it or inside it needs a --state-dir of its"
            + " own");
  }
}
