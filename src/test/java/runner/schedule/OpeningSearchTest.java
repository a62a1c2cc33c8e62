package runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpeningSearchTest {
  private static final int SCHEDULES = Integer.getInteger("runner.next.schedules", 200);
  private static final Duration FORTY_DAYS = Duration.ofDays(40);

  @Test
  void next_is_what_trying_every_minute_and_second_finds() {
    RandomCases cases = new RandomCases(20_261_120);
    for (int i = 0; i < SCHEDULES; i++) {
      RandomCases.Case asked = closedCase(cases);
      Schedule schedule = Schedule.fromValues(asked.schedule());
      Optional<Instant> next = schedule.next(asked.now(), asked.previous());
      Instant end = asked.now().toInstant().plus(FORTY_DAYS);
      Instant closedUntil = next.filter(end::isAfter).orElse(end);
      assertThat(firstOpenMinute(schedule, asked, closedUntil)).as("%s", asked).isEmpty();
      next.ifPresent(instant -> assertFirstSecond(schedule, asked, instant));
    }
  }

  private static RandomCases.Case closedCase(RandomCases cases) {
    RandomCases.Case asked = cases.next();
    while (open(Schedule.fromValues(asked.schedule()), asked, asked.now().toInstant())) {
      asked = cases.next();
    }
    return asked;
  }

  private static Optional<Instant> firstOpenMinute(
      Schedule schedule, RandomCases.Case asked, Instant end) {
    Instant minute = asked.now().toInstant();
    for (; minute.isBefore(end); minute = minute.plusSeconds(60)) {
      if (open(schedule, asked, minute)) {
        return Optional.of(minute);
      }
    }
    return Optional.empty();
  }

  private static void assertFirstSecond(Schedule schedule, RandomCases.Case asked, Instant next) {
    Instant now = asked.now().toInstant();
    assertThat(next).as("%s", asked).isAfterOrEqualTo(now);
    assertThat(open(schedule, asked, next)).as("%s: open at %s", asked, next).isTrue();
    if (next.isAfter(now)) {
      assertThat(open(schedule, asked, next.minusNanos(1)))
          .as("%s before %s", asked, next)
          .isFalse();
    }
    for (long back = 1; back < 3600 && !next.minusSeconds(back).isBefore(now); back++) {
      Instant second = next.minusSeconds(back);
      assertThat(open(schedule, asked, second)).as("%s at %s", asked, second).isFalse();
    }
  }

  private static boolean open(Schedule schedule, RandomCases.Case asked, Instant instant) {
    return schedule.match(instant.atZone(asked.now().getZone()), asked.previous()).open();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # period match  range           weekday now                                          previous             next
          -      | -      | 2 - 4         | -   | 2026-11-20T05:00+01:00[Europe/Berlin]      | -                    | 2026-11-21T01:00:00Z
          -      | -      | 2:30 - 4      | -   | 2026-03-29T00:00+01:00[Europe/Berlin]      | -                    | 2026-03-29T01:30:00Z
          -      | -      | 2:30 - 3      | -   | 2026-10-25T00:00+02:00[Europe/Berlin]      | -                    | 2026-10-25T01:30:00Z
          -      | -      | 2:15 - 4      | -   | 2026-10-04T00:00+10:30[Australia/Lord_Howe]| -                    | 2026-10-03T15:45:00Z
          -      | -      | 9 - 10        | -   | 2011-12-29T12:00-10:00[Pacific/Apia]       | -                    | 2011-12-30T19:00:00Z
          -      | -      | -             | Fri | 2011-12-29T12:00-10:00[Pacific/Apia]       | -                    | 2012-01-05T10:00:00Z
          -      | -      | 22 - 4        | Sat | 2026-11-22T05:00Z[UTC]                     | -                    | 2026-11-28T22:00:00Z
          daily  | number | -             | -   | 2026-11-20T05:00Z[UTC]                     | 2026-11-20T03:12:00Z | 2026-11-21T00:00:00Z
          daily  | -      | -             | -   | 2026-11-20T05:00Z[UTC]                     | 2026-11-20T03:12:00Z | 2026-11-21T03:12:00Z
          daily  | -      | 2 - 4         | -   | 2026-11-20T05:00Z[UTC]                     | 2026-11-20T03:12:00Z | 2026-11-21T03:12:00Z
          weekly | number | -             | -   | 2026-11-20T05:00Z[UTC]                     | 2026-11-15T03:12:00Z | 2026-11-22T03:12:00.000000001Z
          weekly | number | -             | Thu | 2026-11-20T05:00Z[UTC]                     | 2036-11-22T03:12:00Z | 2026-11-26T00:00:00Z
          weekly | number | -             | Sat | 2026-11-20T05:00Z[UTC]                     | 2036-11-23T03:12:00Z | 2036-12-06T00:00:00Z
          monthly| number | -             | -   | 2026-01-31T05:00Z[UTC]                     | 2025-01-15T00:00:00Z | 2026-02-01T00:00:00Z
          monthly| number | -             | Mon | 2026-01-31T05:00Z[UTC]                     | 2025-02-15T00:00:00Z | 2026-03-02T00:00:00Z
          hourly | number | 2 - 2:59:59   | -   | 2026-11-20T05:00Z[UTC]                     | 2026-11-20T02:30:00Z | -
          hourly | number | 2 - 3         | -   | 2026-11-20T05:00Z[UTC]                     | 2026-11-20T02:30:00Z | 2026-11-21T03:00:00Z
          hourly | number | 2 - 2:59:59   | -   | 2026-11-20T05:00+01:00[Europe/Berlin]      | 2026-11-20T01:30:00Z | 2027-03-28T01:00:00Z
          weekly | number | 2:30 - 3      | Sat | 2026-11-20T05:00+01:00[Europe/Berlin]      | 2036-11-22T03:12:00Z | 2027-03-27T23:00:00Z
          -      | -      | 23:30 - 1     | -   | 2025-03-30T00:10-01:00[America/Scoresbysund]| -                   | 2025-03-30T01:30:00Z
          daily  | number | -             | -   | 2010-11-06T23:30-02:30[America/St_Johns]   | 2010-11-06T12:00:00Z | 2010-11-07T02:30:00Z
          daily  | number | -             | -   | 2010-11-06T23:30-03:30[America/St_Johns]   | 2010-11-06T12:00:00Z | 2010-11-07T03:30:00Z
          hourly | -      | -             | -   | 2026-11-20T05:00Z[UTC]                     | 2036-11-20T02:30:00Z | 2036-11-20T03:30:00Z
          never  | -      | -             | -   | 2026-11-20T05:00Z[UTC]                     | -                    | -
          """)
  void next_is_computed(
      String period,
      String match,
      String range,
      String weekday,
      ZonedDateTime now,
      Instant previous,
      Instant next) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("period", period);
    parameters.put("periodmatch", match);
    parameters.put("range", range);
    parameters.put("weekday", weekday);
    parameters.values().removeIf(Objects::isNull);
    Schedule schedule = Schedule.fromText(parameters);
    assertThat(schedule.next(now, Optional.ofNullable(previous)))
        .isEqualTo(Optional.ofNullable(next));
  }
}
