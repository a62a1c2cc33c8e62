package runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SchedulesTest {

  @Test
  void puppets_own_schedules_are_there() {
    assertThat(Schedules.of(Map.of()).all())
        .containsOnlyKeys("daily", "hourly", "monthly", "never", "puppet", "weekly")
        .hasToString(
            "{daily=daily, hourly=hourly, monthly=monthly, never=never, "
                + "puppet=hourly, repeat 2, weekly=weekly}");
  }

  @Test
  void a_declared_one_of_the_same_name_wins() {
    Schedule mine = Schedule.fromText(Map.of("range", "2 - 4"));
    Schedules schedules = Schedules.of(Map.of("daily", mine, "night", mine));
    assertThat(schedules.named("daily")).isSameAs(mine);
    assertThat(schedules.named("night")).isSameAs(mine);
  }

  @Test
  void an_unknown_name_lists_the_known_ones() {
    assertThatExceptionOfType(ScheduleException.class)
        .isThrownBy(() -> Schedules.of(Map.of()).named("nightly"))
        .withMessage(
            "schedule: 'nightly' is not declared; "
                + "known are daily, hourly, monthly, never, puppet, weekly");
  }
}
