package runner.pool.net;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import runner.retry.Backoff;

/** Asks a server that may have a bad moment: a few tries, and none any more once it seems dead. */
public final class RetryingHttp {
  private static final int TRIES = 3;
  private static final int DEAD_AFTER = 5;
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(300), Duration.ofMillis(300));

  private final Http http;
  private final Patience patience;
  private final DoubleSupplier random;
  private final AtomicInteger failed = new AtomicInteger();
  private volatile Instant date;

  public RetryingHttp(Http http, Patience patience, DoubleSupplier random) {
    this.http = http;
    this.patience = patience;
    this.random = random;
  }

  /**
   * Sends a request, again where the server has a fault or cannot be reached; not where it is
   * silent, since the next one would wait as long.
   *
   * @throws IOException with words for people where no answer came
   */
  public Http.Answer send(HttpRequest request) throws IOException {
    for (int tried = 1; ; tried++) {
      if (failed.get() >= DEAD_AFTER) {
        throw new IOException("it did not answer " + DEAD_AFTER + " times; not asked any more");
      }
      try {
        Http.Answer answer = http.send(request);
        answer.date().ifPresent(told -> date = told);
        if (answer.status() < 500) {
          failed.set(0);
          return answer;
        }
        if (tried == TRIES) {
          failed.incrementAndGet();
          return answer;
        }
      } catch (IOException e) {
        boolean silent = e.getCause() instanceof java.util.concurrent.TimeoutException;
        if (silent || tried == TRIES) {
          failed.incrementAndGet();
          throw e;
        }
      }
      patience.pause(BACKOFF.after(tried, random.getAsDouble()));
    }
  }

  /** What the server's clock said last. */
  public Optional<Instant> date() {
    return Optional.ofNullable(date);
  }
}
