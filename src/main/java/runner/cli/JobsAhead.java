package runner.cli;

import runner.task.RunnerException;

/**
 * What asking for jobs takes, loaded while the chain runs: a fifth of a second less at its end.
 * Nothing is opened, connected, written or told. A task may be what brings the key or the
 * certificates, so whatever is wrong is told by who needs it.
 */
final class JobsAhead {
  private final Thread thread;

  private JobsAhead(Thread thread) {
    this.thread = thread;
  }

  /** Begins, where the configuration speaks of jobs at all. */
  static JobsAhead of(ChainSetup setup) {
    Thread thread = new Thread(() -> load(setup), "jobs ahead");
    thread.setDaemon(true);
    if (setup.config().sections().contains("jobs")) {
      thread.start();
    }
    return new JobsAhead(thread);
  }

  private static void load(ChainSetup setup) {
    try {
      JobsSetup jobs = JobsSetup.of(setup.common(), setup.config(), setup.host());
      if (jobs.settings().enabled()) {
        jobs.load();
      }
    } catch (RunnerException e) {
      // The plan has found the same mistake.
    }
  }

  /** Waits until all is loaded: of two threads that set classes up, each may wait for the other. */
  void await() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
