package runner.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The wish to stop: heard at once by whatever waits, kept, and escalated by a second signal. */
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

  @Test
  void an_interrupt_is_a_stop_and_stays_set() {
    Thread.currentThread().interrupt();
    assertThat(new StopRequest().await(LONG)).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }
}
