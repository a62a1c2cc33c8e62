package runner.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runner.jobs.Delivery.State;

/** What is said of a delivery. */
final class DeliveryStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Optional<Duration> LIMIT = Optional.of(Duration.ofMinutes(10));

  private static Optional<Store.HostInfo> seen(Instant booted, Instant seen) {
    return Optional.of(new Store.HostInfo("web1", "i", "b", booted, seen, "0.1.0"));
  }

  private static Delivery pending() {
    return Delivery.pending(new Jobs().submitted(NOW.minus(DAY)).job(), "web1", "");
  }

  private static String words(Delivery delivery, Optional<Store.HostInfo> host, boolean busy) {
    return DeliveryStatus.of(delivery, host, busy, LIMIT, NOW).words();
  }

  @Test
  void pending_is_never_called_anything_else() {
    Instant longAgo = NOW.minus(Duration.ofDays(3));
    assertThat(words(pending(), Optional.empty(), false)).isEqualTo("pending, host never seen");
    assertThat(words(pending(), seen(longAgo, longAgo), false))
        .isEqualTo("pending, host silent 3 d 00 h");
    Instant since = NOW.minus(Duration.ofHours(1));
    assertThat(words(pending(), seen(since, since), false))
        .isEqualTo("pending, host BOOTED since but did not claim: check job_retry and certificate");
    assertThat(words(pending(), seen(since, since), true))
        .isEqualTo("pending, host is at another job");
    Job later = new Jobs().submitted(NOW).notBefore(NOW.plus(DAY)).job();
    assertThat(words(Delivery.pending(later, "web1", ""), Optional.empty(), false))
        .isEqualTo("pending, not before 2026-11-22T12:00:00Z");
    Job future = new Jobs().submitted(NOW.plus(DAY)).job();
    assertThat(words(Delivery.pending(future, "web1", ""), Optional.empty(), false))
        .startsWith("pending, held: it is of 2026-11-22T12:00:00Z");
  }

  @Test
  void what_was_claimed_is_told_with_its_age() {
    Delivery delivered = pending().claimed("i", NOW.minusSeconds(12));
    assertThat(words(delivered, Optional.empty(), true)).isEqualTo("delivered 12.0 s ago");
    Delivery fresh = delivered.to(State.RUNNING, NOW.minusSeconds(60), Delivery.Result.NONE);
    assertThat(words(fresh, Optional.empty(), true)).isEqualTo("running");
    Instant begun = NOW.minus(Duration.ofDays(2));
    Delivery old = delivered.to(State.RUNNING, begun, Delivery.Result.NONE);
    assertThat(words(old, seen(begun, begun), true)).isEqualTo("running, stalled 2 d 00 h");
    assertThat(words(old, seen(NOW, NOW), true)).isEqualTo("running, stalled 2 d 00 h");
    assertThat(words(old, seen(begun, NOW), true)).isEqualTo("running");
    assertThat(DeliveryStatus.of(old, seen(NOW, NOW), true, Optional.empty(), NOW).words())
        .as("without a limit nothing is late")
        .isEqualTo("running");
  }

  @Test
  void the_whole_in_one_line() {
    DeliveryStatus unseen = DeliveryStatus.of(pending(), Optional.empty(), false, LIMIT, NOW);
    DeliveryStatus silent =
        DeliveryStatus.of(pending(), seen(NOW.minus(DAY), NOW), false, LIMIT, NOW);
    Delivery done =
        pending().claimed("i", NOW).to(State.TIMED_OUT, NOW, Delivery.Result.of("max_time"));
    DeliveryStatus over = DeliveryStatus.of(done, Optional.empty(), false, LIMIT, NOW);
    assertThat(over.words()).isEqualTo("timed out, max_time");
    assertThat(DeliveryStatus.summary(List.of(unseen, silent, over)))
        .isEqualTo("3 hosts: 1 timed out, 2 pending (1 never seen)");
    assertThat(DeliveryStatus.summary(List.of(over))).isEqualTo("1 host: 1 timed out");
  }
}
