package runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GatePropertyTest {
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  @Test
  void a_closed_gate_never_opens_without_time_passing() {
    RandomCases cases = new RandomCases(1);
    for (int i = 0; i < 5_000; i++) {
      RandomCases.Case asked = cases.next();
      Schedule schedule = Schedule.fromValues(asked.schedule());
      ScheduleDecision first = schedule.match(asked.now(), asked.previous());
      assertThat(schedule.match(asked.now(), asked.previous())).isEqualTo(first);
      if (!first.open()) {
        assertThat(first.next().orElse(Instant.MAX))
            .as("%s", asked)
            .isAfter(asked.now().toInstant());
      }
    }
  }

  @Test
  void a_run_never_opens_a_gate_that_was_closed_to_one_that_never_ran() {
    RandomCases cases = new RandomCases(2);
    for (int i = 0; i < 5_000; i++) {
      RandomCases.Case asked = cases.next();
      Schedule schedule = Schedule.fromValues(asked.schedule());
      if (!schedule.match(asked.now(), Optional.empty()).open()) {
        assertThat(schedule.match(asked.now(), asked.previous()).open()).as("%s", asked).isFalse();
      }
    }
  }

  @Test
  void a_run_now_closes_every_gate_with_a_period_of_at_least_a_second() {
    RandomCases cases = new RandomCases(3);
    for (int i = 0; i < 5_000; i++) {
      RandomCases.Case asked = cases.next();
      Schedule schedule = Schedule.fromValues(asked.schedule());
      Object period = asked.schedule().get("period");
      Object repeat = asked.schedule().getOrDefault("repeat", 1);
      boolean always = period == null;
      boolean tooOften = "hourly".equals(period) && repeat.toString().equals("7000");
      boolean open = schedule.match(asked.now(), Optional.of(asked.now().toInstant())).open();
      assertThat(open && !always && !tooOften).as("%s", asked).isFalse();
    }
  }

  @Test
  void a_range_is_open_for_exactly_its_length_but_for_days_on_which_the_clock_is_changed() {
    RandomCases cases = new RandomCases(4);
    for (int i = 0; i < 60; i++) {
      Range range = TimeText.range(cases.range());
      ZonedDateTime midnight = ordinaryDay(cases);
      int expected =
          1 + Math.floorMod(range.end().toSecondOfDay() - range.start().toSecondOfDay(), 86_400);
      if (range.start().equals(range.end())) {
        expected = 86_400;
      }
      assertThat(openSeconds(range, midnight)).as("%s on %s", range, midnight).isEqualTo(expected);
    }
  }

  private static int openSeconds(Range range, ZonedDateTime midnight) {
    Schedule schedule = Schedule.fromText(Map.of("range", range.toString()));
    int open = 0;
    for (int second = 0; second < 86_400; second++) {
      open += schedule.match(midnight.plusSeconds(second), Optional.empty()).open() ? 1 : 0;
    }
    return open;
  }

  private static ZonedDateTime ordinaryDay(RandomCases cases) {
    ZonedDateTime day = cases.next().now().with(LocalTime.MIDNIGHT);
    while (changed(day.toInstant().minus(TWO_DAYS), day.getZone())) {
      day = day.plusDays(1).with(LocalTime.MIDNIGHT);
    }
    return day;
  }

  private static boolean changed(Instant from, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().nextTransition(from);
    return change != null && change.getInstant().isBefore(from.plus(TWO_DAYS).plus(TWO_DAYS));
  }
}
