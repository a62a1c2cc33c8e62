package runner.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import runner.process.Presence;

class LockVerdictTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static LockVerdict running(Optional<Duration> processAge, Duration age) {
    return LockVerdict.of(7, Presence.RUNS, processAge, age, HOUR);
  }

  private static LockVerdict gone(Duration age, Duration fresh) {
    return LockVerdict.of(7, Presence.GONE, Optional.empty(), age, fresh);
  }

  @Test
  void an_owner_that_runs_keeps_its_lock_however_old() {
    assertThat(running(Optional.empty(), Duration.ofDays(9)))
        .isEqualTo(new LockVerdict(true, "process 7 runs"));
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREADABLE", "HIDDEN"})
  void an_owner_of_whom_nothing_can_be_read_is_not_taken_for_dead(Presence seen) {
    assertThat(LockVerdict.of(7, seen, Optional.empty(), HOUR, Duration.ZERO))
        .isEqualTo(new LockVerdict(true, "process 7 may run, as far as can be read"));
  }

  @Test
  void an_owner_that_is_not_here_may_live_elsewhere_while_the_lock_is_fresh() {
    assertThat(gone(Duration.ofSeconds(59), MINUTE))
        .isEqualTo(new LockVerdict(true, "no process 7 to be seen, but the lock is fresh"));
    assertThat(gone(MINUTE, MINUTE)).isEqualTo(new LockVerdict(false, "no process 7"));
  }

  @Test
  void where_no_lock_is_fresh_an_owner_that_is_not_here_is_gone() {
    assertThat(gone(Duration.ZERO, Duration.ZERO).keep()).isFalse();
  }

  @Test
  void a_process_younger_than_the_lock_was_given_its_pid_later() {
    assertThat(running(Optional.of(MINUTE), HOUR))
        .isEqualTo(new LockVerdict(false, "process 7 is younger than the lock"));
    assertThat(running(Optional.of(HOUR), MINUTE).keep()).isTrue();
  }

  @Test
  void ages_from_two_clocks_may_differ_by_two_seconds() {
    assertThat(running(Optional.of(MINUTE), MINUTE.plusSeconds(2)).keep()).isTrue();
    assertThat(running(Optional.of(MINUTE), MINUTE.plusMillis(2001)).keep()).isFalse();
  }
}
