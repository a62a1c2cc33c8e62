package runner.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wish to stop: heard at once by whatever waits, kept, and escalated by a second signal. */
@Timeout(30)
final class StopRequestTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void a_wait_passes_while_nobody_asks() {
    StopRequest stop = new StopRequest();
    assertThat(stop.await(Duration.ofMillis(5))).isFalse();
    assertThat(stop.await(Duration.ZERO)).isFalse();
    assertThat(stop.requested()).isFalse();
    assertThat(stop.signal()).isEmpty();
  }

  @Test
  void a_signal_ends_a_wait_at_once_and_every_later_one() throws InterruptedException {
    StopRequest stop = new StopRequest();
    Thread asks = new Thread(() -> stop.request(15));
    asks.start();
    assertThat(stop.await(LONG)).isTrue();
    asks.join();
    assertThat(stop.await(LONG)).isTrue();
    assertThat(stop.signal()).contains(15);
    assertThat(stop.escalated()).isFalse();
  }

  @Test
  void a_second_signal_escalates_and_the_first_is_remembered() {
    StopRequest stop = new StopRequest();
    stop.request(15);
    assertThat(stop.awaitEscalation(Duration.ZERO)).isFalse();
    stop.request(2);
    assertThat(stop.escalated()).isTrue();
    assertThat(stop.awaitEscalation(LONG)).isTrue();
    assertThat(stop.signal()).contains(15);
  }

  @Test
  void a_listener_hears_every_signal_also_one_that_came_before_until_it_is_forgotten() {
    StopRequest stop = new StopRequest();
    stop.request(1);
    List<String> heard = new ArrayList<>();
    Runnable listener = () -> heard.add("x");
    stop.listen(listener);
    stop.request(15);
    stop.forget(listener);
    stop.request(15);
    assertThat(heard).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "P3650D", "P3650000D"})
  void an_event_ends_a_wait_however_long_it_may_take(Duration longest) {
    CompletableFuture<Void> event = new CompletableFuture<>();
    new Thread(() -> event.complete(null)).start();
    assertThat(new StopRequest().await(event, longest)).isTrue();
  }

  @Test
  void an_event_or_a_stop_ends_a_wait_without_limit() {
    CompletableFuture<Void> event = new CompletableFuture<>();
    StopRequest stop = new StopRequest();
    new Thread(() -> stop.request(15)).start();
    assertThat(stop.await(event, Optional.empty())).isFalse();
    event.complete(null);
    assertThat(stop.await(event, Optional.empty())).isTrue();
  }

  @Test
  void an_event_that_does_not_come_in_time_is_not_waited_for() {
    StopRequest stop = new StopRequest();
    assertThat(stop.await(new CompletableFuture<>(), Duration.ofMillis(5))).isFalse();
    assertThat(stop.await(new CompletableFuture<>(), Optional.of(Duration.ZERO))).isFalse();
  }

  @Test
  void an_interrupt_is_a_stop_and_stays_set() {
    Thread.currentThread().interrupt();
    assertThat(new StopRequest().await(LONG)).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }
}
