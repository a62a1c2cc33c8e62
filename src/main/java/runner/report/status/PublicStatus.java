package runner.report.status;

import java.util.Optional;
import runner.event.Event;
import runner.event.EventSink;
import runner.process.RecordedProcess;
import runner.task.Clock;

/**
 * Keeps a document up to date that everybody may read. A thread of its own hands on the newest
 * state and leaves out what was overtaken, so that the chain never waits for it.
 */
public final class PublicStatus implements EventSink, AutoCloseable {
  private final StatusFold fold;
  private final Target target;
  private final Thread writer = new Thread(this::write, "public status");
  private Optional<Status> news = Optional.empty();
  private boolean closed;

  /** Where documents go: each replaces the one before. Never throws. */
  public interface Target {
    void write(String json);
  }

  /**
   * Begins to listen for what this runner does.
   *
   * @param config the configuration it was started with; empty where there was none
   */
  public static PublicStatus open(
      RecordedProcess runner, String config, Clock clock, Target target) {
    PublicStatus status = new PublicStatus(new StatusFold(runner, config, clock), target);
    status.writer.setDaemon(true);
    status.writer.start();
    return status;
  }

  /** The document of a start of which no more than this happens. */
  public static String only(RecordedProcess runner, String config, Clock clock, Event event) {
    StatusFold fold = new StatusFold(runner, config, clock);
    fold.add(event);
    return fold.now().json() + "\n";
  }

  private PublicStatus(StatusFold fold, Target target) {
    this.fold = fold;
    this.target = target;
  }

  @Override
  public synchronized void accept(Event event) {
    if (fold.add(event)) {
      news = Optional.of(fold.now());
      notifyAll();
    }
  }

  private void write() {
    for (Optional<Status> next = next(); next.isPresent(); next = next()) {
      target.write(next.get().json() + "\n");
    }
  }

  /** What is to be written next; empty when there will be no more. */
  private synchronized Optional<Status> next() {
    try {
      while (news.isEmpty() && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Optional<Status> next = news;
    news = Optional.empty();
    return next;
  }

  /** Returns when the last state was handed on. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
