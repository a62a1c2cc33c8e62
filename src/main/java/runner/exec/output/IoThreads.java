package runner.exec.output;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The threads beside a process: each attempt needs three for a moment, and a new thread costs more
 * than all it does there. One that feeds on what a background process writes stays with that.
 */
public final class IoThreads {
  private static final ExecutorService THREADS = Executors.newCachedThreadPool(IoThreads::daemon);

  private IoThreads() {}

  /** Does it at once, whatever the others are busy with; a fault of it ends its thread, loudly. */
  static void start(Runnable work) {
    THREADS.execute(work);
  }

  /** Does it at once, for somebody who waits for its end. */
  public static Future<?> send(Runnable work) {
    return THREADS.submit(work);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "crew");
    thread.setDaemon(true);
    return thread;
  }
}
