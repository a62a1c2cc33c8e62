package runner.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.support.FakeClock;

/** What a limit leaves at each moment. */
final class DeadlineTest {
  private final FakeClock clock = new FakeClock();

  private Deadline after(Duration limit) {
    return new Deadline(clock, Optional.of(limit));
  }

  private Deadline never() {
    return new Deadline(clock, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    // limit, time gone by, left, over
    "PT10S,    PT0S,        PT10S,          false",
    "PT10S,    PT4S,        PT6S,           false",
    "PT10S,    PT9.999999999S, PT0.000000001S, false",
    "PT10S,    PT10S,       PT0S,           true",
    "PT10S,    PT1H,        PT0S,           true",
    "PT0S,     PT0S,        PT0S,           true",
    "P3650D,   PT0S,        P3650D,         false",
    "P3650D,   P3649D,      P1D,            false",
    "P3650D,   P3650D,      PT0S,           true",
    "P36500D,  PT1S,        PT875999H59M59S, false"
  })
  void what_is_left_is_never_less_than_nothing(
      Duration limit, Duration gone, Duration left, boolean over) {
    Deadline deadline = after(limit);
    clock.pass(gone);
    assertThat(deadline.left()).contains(left);
    assertThat(deadline.over()).isEqualTo(over);
    assertThat(deadline.took()).isEqualTo(gone);
  }

  @Test
  void without_a_limit_it_never_comes() {
    Deadline deadline = never();
    clock.pass(Duration.ofDays(365_000));
    assertThat(deadline.left()).isEmpty();
    assertThat(deadline.over()).isFalse();
    assertThat(deadline.allows(Duration.ofDays(3650))).isTrue();
    assertThat(deadline.cut(Duration.ofDays(3650))).isEqualTo(Duration.ofDays(3650));
    assertThat(deadline.took()).isEqualTo(Duration.ofDays(365_000));
  }

  @ParameterizedTest
  @CsvSource({
    // wait, time gone by of 10 s, allowed, cut to
    "PT9S,   PT0S,  true,  PT9S",
    "PT10S,  PT0S,  false, PT10S",
    "PT11S,  PT0S,  false, PT10S",
    "PT1S,   PT9S,  false, PT1S",
    "PT0S,   PT9S,  true,  PT0S",
    "PT0S,   PT10S, false, PT0S",
    "PT1S,   PT10S, false, PT0S",
    "P3650D, PT4S,  false, PT6S"
  })
  void a_wait_is_allowed_while_something_is_left_after_it(
      Duration wait, Duration gone, boolean allowed, Duration cut) {
    Deadline deadline = after(Duration.ofSeconds(10));
    clock.pass(gone);
    assertThat(deadline.allows(wait)).isEqualTo(allowed);
    assertThat(deadline.cut(wait)).isEqualTo(cut);
  }

  @Test
  void the_wall_clock_changes_nothing() {
    Deadline deadline = after(Duration.ofSeconds(10));
    clock.set(Instant.parse("2099-01-01T00:00:00Z"));
    assertThat(deadline.over()).isFalse();
    clock.set(Instant.EPOCH);
    assertThat(deadline.left()).contains(Duration.ofSeconds(10));
  }

  @Test
  void it_runs_from_the_moment_it_was_set() {
    clock.pass(Duration.ofDays(1));
    Deadline deadline = after(Duration.ofSeconds(10));
    assertThat(deadline.left()).contains(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "P3650D", "P3650000D", "''"})
  @Timeout(30)
  void a_stop_ends_a_wait_until_it(String limit) {
    Optional<Duration> longest =
        Optional.of(limit).filter(text -> !text.isEmpty()).map(Duration::parse);
    StopRequest stop = new StopRequest();
    stop.request(15);
    assertThat(stop.await(new Deadline(clock, longest).left())).isTrue();
  }

  @Test
  void a_wait_until_one_that_is_over_ends_at_once() {
    Deadline deadline = after(Duration.ofSeconds(1));
    clock.pass(Duration.ofSeconds(2));
    assertThat(new StopRequest().await(deadline.left())).isFalse();
  }
}
