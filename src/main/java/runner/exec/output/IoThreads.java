package runner.exec.output;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A pool of threads for the streams of processes. Each attempt needs three for a moment, and a new
 * thread costs more than its work. A thread that reads the output of a background process stays
 * with that process.
 */
public final class IoThreads {
  private static final ExecutorService THREADS = Executors.newCachedThreadPool(IoThreads::daemon);

  private IoThreads() {}

  /**
   * Runs a task at once, on a free thread or a new one; an uncaught exception ends that thread and
   * is printed.
   */
  static void start(Runnable work) {
    THREADS.execute(work);
  }

  /** Runs a task at once; the caller can wait for its end. */
  public static Future<?> send(Runnable work) {
    return THREADS.submit(work);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "io");
    thread.setDaemon(true);
    return thread;
  }
}
