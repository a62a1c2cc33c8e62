package runner.report.terminal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import runner.wait.StopRequest;

/**
 * Does what may block for ever, such as writing to a terminal that was stopped, one after the
 * other, and waits for it. Once a stop is requested it waits no longer than a moment, since a
 * reader that does not read must not keep the runner from ending.
 */
final class InterruptibleWriter {
  private static final Duration MOMENT = Duration.ofMillis(500);

  private final StopRequest stop;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "writer");
            thread.setDaemon(true);
            return thread;
          });
  private boolean over;

  InterruptibleWriter(StopRequest stop) {
    this.stop = stop;
  }

  void run(Runnable work) {
    if (over) {
      return;
    }
    CompletableFuture<Void> done = CompletableFuture.runAsync(work, writer);
    over = !stop.await(done, Optional.empty()) && !StopRequest.never().await(done, MOMENT);
  }
}
