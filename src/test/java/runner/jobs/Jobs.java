package runner.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Jobs to test with; each has an id of its own, in the order in which they were made. */
public final class Jobs {
  private static final AtomicInteger MADE = new AtomicInteger();

  private Instant submitted = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private Optional<Instant> notBefore = Optional.empty();
  private Duration expiry = Duration.ofDays(7);
  private boolean idempotent;
  private int starts = 1;
  private int deliveries = 5;
  private boolean reboots;
  private String task = "rotate";
  private Optional<String> key = Optional.empty();

  public Jobs submitted(Instant time) {
    submitted = time;
    return this;
  }

  public Jobs notBefore(Instant time) {
    notBefore = Optional.of(time);
    return this;
  }

  public Jobs expiry(Duration afterSubmission) {
    expiry = afterSubmission;
    return this;
  }

  public Jobs idempotent(int maxStarts) {
    idempotent = true;
    starts = maxStarts;
    return this;
  }

  public Jobs deliveries(int most) {
    deliveries = most;
    return this;
  }

  public Jobs rebooting() {
    reboots = true;
    return this;
  }

  public Jobs task(String name) {
    task = name;
    return this;
  }

  public Jobs key(String dedupeKey) {
    key = Optional.of(dedupeKey);
    return this;
  }

  public Job job() {
    int number = MADE.incrementAndGet();
    return new Job(
        JobId.at(submitted.plusNanos(1000L * number), number / (double) (1 << 24)),
        new Job.Work(task, List.of("--size", "10 M", "it's"), Map.of("RUNNER_JOB_WHY", "a=b\nc")),
        new Job.Terms(
            notBefore,
            submitted.plus(expiry),
            Optional.empty(),
            idempotent,
            starts,
            deliveries,
            reboots),
        new Job.Origin("alice", submitted, "@web", key, Optional.empty(), Optional.empty()));
  }

  /** One plain job. */
  public static Job any() {
    return new Jobs().job();
  }
}
