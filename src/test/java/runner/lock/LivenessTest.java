package runner.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivenessTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Owner KNOWN = new Owner(7, OptionalLong.of(500), Optional.of("this boot"));
  private static final Sighting NOTHING = new Sighting("this boot", Optional.empty());

  private static Sighting running(long started, Duration age) {
    return new Sighting("this boot", Optional.of(new Sighting.Running(started, age)));
  }

  @Test
  void an_owner_that_runs_keeps_its_lock_however_old() {
    Liveness judgement = Liveness.of(KNOWN, running(500, HOUR), Duration.ofDays(9), MINUTE);

    assertThat(judgement).isEqualTo(new Liveness(true, "process 7 runs"));
  }

  @Test
  void another_process_of_the_same_pid_is_not_the_owner() {
    assertThat(Liveness.of(KNOWN, running(501, HOUR), MINUTE, HOUR))
        .isEqualTo(new Liveness(false, "pid 7 is another process now"));
  }

  @Test
  void no_lock_outlives_its_boot_even_where_pid_and_start_are_the_same() {
    Sighting later = new Sighting("next boot", running(500, HOUR).process());

    assertThat(Liveness.of(KNOWN, later, MINUTE, HOUR))
        .isEqualTo(new Liveness(false, "was taken before the machine was started"));
  }

  @Test
  void an_owner_that_cannot_be_seen_may_live_elsewhere_while_the_lock_is_fresh() {
    assertThat(Liveness.of(KNOWN, NOTHING, Duration.ofSeconds(59), MINUTE).keep()).isTrue();
    assertThat(Liveness.of(KNOWN, NOTHING, MINUTE, MINUTE))
        .isEqualTo(new Liveness(false, "no process 7"));
  }

  @Test
  void without_patience_an_owner_that_cannot_be_seen_is_gone() {
    assertThat(Liveness.of(KNOWN, NOTHING, Duration.ZERO, Duration.ZERO).keep()).isFalse();
  }

  @Test
  void a_process_younger_than_the_lock_was_given_its_pid_later() {
    Owner owner = Owner.ofPid(7);

    assertThat(Liveness.of(owner, running(500, MINUTE), HOUR, HOUR))
        .isEqualTo(new Liveness(false, "process 7 is younger than the lock"));
    assertThat(Liveness.of(owner, running(500, HOUR), MINUTE, HOUR).keep()).isTrue();
  }

  @Test
  void ages_from_two_clocks_may_differ_by_two_seconds() {
    Owner owner = Owner.ofPid(7);
    Sighting minuteOld = running(500, MINUTE);

    assertThat(Liveness.of(owner, minuteOld, MINUTE.plusSeconds(2), HOUR).keep()).isTrue();
    assertThat(Liveness.of(owner, minuteOld, MINUTE.plusMillis(2001), HOUR).keep()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void a_pid_that_kill_takes_for_many_processes_is_refused(long pid) {
    assertThatThrownBy(() -> Owner.ofPid(pid)).isInstanceOf(IllegalArgumentException.class);
  }
}
