package runner.pool.net;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import runner.retry.Backoff;

/** Sends requests again where they fail, and none at all any more once the server seems dead. */
public final class RetryingHttp {
  private static final int TRIES = 3;
  private static final int DEAD_AFTER = 5;
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(300), Duration.ofMillis(300));

  private final Http http;
  private final RunLimit limit;
  private final DoubleSupplier random;
  private final AtomicInteger failed = new AtomicInteger();
  private volatile Instant date;

  public RetryingHttp(Http http, RunLimit limit, DoubleSupplier random) {
    this.http = http;
    this.limit = limit;
    this.random = random;
  }

  /**
   * Sends a request, again where the server has a fault or cannot be reached. One without an answer
   * in time is not sent again, since that would take as long.
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
      limit.pause(BACKOFF.after(tried, random.getAsDouble()));
    }
  }

  /** What the server's clock said last. */
  public Optional<Instant> date() {
    return Optional.ofNullable(date);
  }
}
