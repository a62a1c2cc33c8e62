package runner.report.trace;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sends spans to a collector on a thread of its own, so that the chain never waits. Spans that
 * could not be sent are kept, up to a bound, and sent with the next ones: at a boot the network may
 * come up after the first tasks.
 */
final class SpanSender {
  /** More than that are not kept; the oldest go first. */
  private static final int MOST = 2048;

  private static final int AT_ONCE = 512;

  private final Supplier<SpanCollector> collectors;
  private final Thread thread = new Thread(this::run, "traces");
  private final Deque<Span> waiting = new ArrayDeque<>();
  private boolean news;
  private boolean closing;
  private int lost;
  private String fault = "";

  /**
   * A sender that is not started yet.
   *
   * @param collectors asked once, on the sender's own thread: what speaks HTTP is slow to load
   */
  SpanSender(Supplier<SpanCollector> collectors) {
    this.collectors = collectors;
    thread.setDaemon(true);
  }

  /** Gets ready beside the chain's first task. */
  void start() {
    thread.start();
  }

  synchronized void offer(Span span) {
    waiting.add(span);
    if (waiting.size() > MOST) {
      waiting.remove();
      lost++;
    }
    news = true;
    notifyAll();
  }

  /**
   * Tries once more what is left, for at most this long.
   *
   * @return what went wrong, in words; empty where all was taken
   */
  String close(Duration longest) {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    try {
      thread.join(Math.max(1, longest.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      int left = lost + waiting.size();
      return left == 0 ? "" : left + " spans were not taken; " + why();
    }
  }

  private String why() {
    return fault.isEmpty() ? "there was no answer in time" : fault;
  }

  private void run() {
    try {
      SpanCollector collector = collectors.get();
      while (true) {
        List<Span> some = next();
        if (some.isEmpty() || !settle(some, collector.take(some))) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | LinkageError e) {
      // A chain does not fail because its traces do.
      note(e.toString());
    }
  }

  private synchronized void note(String problem) {
    fault = problem;
  }

  /** Waits for something new to say; empty when there is nothing left to do. */
  private synchronized List<Span> next() throws InterruptedException {
    while (!news && !closing) {
      wait();
    }
    news = false;
    return waiting.stream().limit(AT_ONCE).toList();
  }

  /** Whether to go on. A span that was dropped meanwhile is not there to be removed. */
  private synchronized boolean settle(List<Span> sent, SpanCollector.Answer answer) {
    if (!answer.again()) {
      List<Span> settled = new ArrayList<>(sent);
      settled.removeIf(span -> !waiting.remove(span));
      lost += answer.fault().isEmpty() ? 0 : settled.size();
    }
    fault = answer.fault().isEmpty() ? fault : answer.fault();
    news |= !answer.again() && !waiting.isEmpty();
    return !closing || news;
  }
}
