package runner.wait;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The request of a signal that the runner stops. It ends every wait. A second signal escalates:
 * what was asked to end is then killed.
 */
public final class StopRequest {
  private final AtomicInteger signal = new AtomicInteger();
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch escalated = new CountDownLatch(1);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** One that nobody requests: for what must not be cut short. */
  public static StopRequest never() {
    return new StopRequest();
  }

  /** Called by the signal handler. */
  public void request(int number) {
    if (signal.compareAndSet(0, number)) {
      requested.countDown();
    } else {
      escalated.countDown();
    }
    listeners.forEach(Runnable::run);
  }

  /** The first signal that came. */
  public Optional<Integer> signal() {
    int number = signal.get();
    return number == 0 ? Optional.empty() : Optional.of(number);
  }

  public boolean requested() {
    return signal().isPresent();
  }

  public boolean escalated() {
    return escalated.getCount() == 0;
  }

  /** Waits for the time to pass; ends at once, and says true, when a stop is requested. */
  public boolean await(Duration time) {
    return await(Optional.of(time));
  }

  /**
   * As {@link #await(Duration)}.
   *
   * @param longest absent is for ever
   */
  public boolean await(Optional<Duration> longest) {
    return await(requested, longest);
  }

  /** As {@link #await(CompletableFuture, Optional)}, for so long. */
  public boolean await(CompletableFuture<?> event, Duration longest) {
    return await(event, Optional.of(longest));
  }

  /**
   * Waits for something else to be done; ends at once when a stop is requested.
   *
   * @param longest absent is for ever
   * @return whether it was done
   */
  public boolean await(CompletableFuture<?> event, Optional<Duration> longest) {
    CountDownLatch either = new CountDownLatch(1);
    Runnable wake = either::countDown;
    CompletableFuture<?> woken = event.whenComplete((value, fault) -> wake.run());
    listen(wake);
    try {
      await(either, longest);
      // Not woken alone: that is done only after it woke us.
      return event.isDone() || woken.isDone();
    } finally {
      forget(wake);
    }
  }

  public boolean awaitEscalation(Duration time) {
    return await(escalated, Optional.of(time));
  }

  /** Runs the action at each signal, also for one that already came. */
  public void listen(Runnable action) {
    listeners.add(action);
    if (requested()) {
      action.run();
    }
  }

  public void forget(Runnable action) {
    listeners.remove(action);
  }

  private static boolean await(CountDownLatch latch, Optional<Duration> longest) {
    try {
      if (longest.isPresent()) {
        // convert() takes a time that a long cannot hold as the longest one.
        return latch.await(TimeUnit.NANOSECONDS.convert(longest.get()), TimeUnit.NANOSECONDS);
      }
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
