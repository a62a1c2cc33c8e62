package runner.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Seeded schedules and moments, crowded around the edges: clock changes, year ends, range ends. */
final class RandomCases {
  static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "Europe/London",
          "America/New_York",
          "America/Los_Angeles",
          "America/St_Johns",
          "America/Sao_Paulo",
          "America/Havana",
          "Atlantic/Azores",
          "Africa/Casablanca",
          "Africa/Cairo",
          "Antarctica/Troll",
          "Asia/Kathmandu",
          "Asia/Tehran",
          "Australia/Lord_Howe",
          "Pacific/Apia",
          "Pacific/Auckland",
          "Pacific/Kiritimati");

  private static final List<String> DAYS =
      List.of("Mon", "tuesday", "Tues", "WED", "Thurs", "fri", "Saturday", "Sun", "0", "3", "6");
  private static final List<String> PERIODS = List.of("hourly", "daily", "weekly", "monthly");
  private static final List<Integer> REPEATS = List.of(1, 2, 3, 5, 7, 24, 60, 100, 7000);
  private static final List<Long> NANOS = List.of(0L, 0L, 0L, 1_000_000L, 500_000_000L);

  private final Random random;

  RandomCases(long seed) {
    random = new Random(seed);
  }

  /** A question to a gate; {@code schedule} is spelled as both Puppet and we accept it. */
  record Case(Map<String, Object> schedule, ZonedDateTime now, Optional<Instant> previous) {}

  Case next() {
    Map<String, Object> schedule = schedule();
    ZonedDateTime now = now(schedule);
    return new Case(schedule, now, previous(schedule, now));
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private Map<String, Object> schedule() {
    Map<String, Object> schedule = new LinkedHashMap<>();
    boolean number = chance(40);
    if (chance(80)) {
      schedule.put("period", chance(2) ? "never" : pick(PERIODS));
    }
    if (number || chance(20)) {
      schedule.put("periodmatch", number ? "number" : "distance");
    }
    if (!number && chance(40)) {
      int repeat = pick(REPEATS);
      schedule.put("repeat", chance(50) ? repeat : Integer.toString(repeat));
    }
    if (chance(55)) {
      schedule.put("range", chance(60) ? range() : several(this::range));
    }
    if (chance(45)) {
      schedule.put("weekday", chance(50) ? weekday() : several(this::weekday));
    }
    return schedule;
  }

  private List<Object> several(Supplier<Object> one) {
    List<Object> many = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      many.add(one.get());
    }
    return many;
  }

  private Object weekday() {
    return chance(30) ? (Object) random.nextInt(7) : pick(DAYS);
  }

  String range() {
    String start = time(random.nextInt(24));
    String end = chance(5) ? start : time(random.nextInt(24));
    return start + pick(List.of(" - ", "-", " -", "- ")) + end;
  }

  private String time(int hour) {
    // Clocks change in the first hours of a day.
    String text = Integer.toString(chance(30) ? hour % 4 : hour);
    if (chance(40)) {
      text += ":" + pick(List.of("00", "05", "15", "30", "45", "59"));
      text += chance(30) ? ":" + pick(List.of("00", "01", "30", "59")) : "";
    }
    return text;
  }

  private ZonedDateTime now(Map<String, Object> schedule) {
    ZoneId zone = ZoneId.of(pick(ZONES));
    LocalDateTime any =
        Year.of(2001 + random.nextInt(28))
            .atDay(1)
            .atStartOfDay()
            .plusSeconds(random.nextInt(31_000_000));
    ZonedDateTime now = any.atZone(zone);
    int kind = random.nextInt(10);
    if (kind < 4) {
      ZoneOffsetTransition change = zone.getRules().previousTransition(now.toInstant());
      // Before 1970 zone data differ from system to system.
      boolean known = change != null && change.getInstant().isAfter(Instant.EPOCH);
      Instant near = known ? change.getInstant() : now.toInstant();
      now = near.plusSeconds(random.nextInt(190_000) - 95_000L).atZone(zone);
    } else if (kind == 4) {
      now = now.withDayOfYear(1).plusSeconds(random.nextInt(260_000) - 130_000L);
    }
    if (chance(50) && schedule.containsKey("range")) {
      Range range = pick(Schedule.fromValues(schedule).ranges());
      now = now.with(chance(50) ? range.start() : range.end());
      now = now.plus(pick(List.of(-1000L, -1L, 0L, 0L, 1L, 1000L)), ChronoUnit.MILLIS);
    } else if (chance(10)) {
      now = now.truncatedTo(ChronoUnit.HOURS);
    }
    return now.plusNanos(pick(NANOS));
  }

  private Optional<Instant> previous(Map<String, Object> schedule, ZonedDateTime now) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return Optional.empty();
    }
    if (kind == 1) {
      return Optional.of(
          now.toInstant().plusSeconds(random.nextInt(chance(50) ? 100_000 : 300_000_000)));
    }
    ZonedDateTime then =
        switch (random.nextInt(7)) {
          case 0 -> now.minusHours(1 + random.nextInt(3));
          case 1 -> now.minusDays(1 + random.nextInt(8));
          case 2 -> now.minusMonths(1 + random.nextInt(2));
          case 3 -> now.minusYears(1);
          case 4 -> now.minusSeconds(random.nextInt(8_000_000));
          case 5 -> now.minus(Duration.ofSeconds(random.nextInt(200_000)));
          default -> now.minus(interval(schedule));
        };
    return Optional.of(then.toInstant().plusMillis(pick(List.of(-1000L, -1L, 0L, 0L, 1L, 999L))));
  }

  private static Duration interval(Map<String, Object> schedule) {
    Recurrence recurrence = Schedule.fromValues(schedule).recurrence();
    return recurrence instanceof Recurrence.Distance distance
        ? distance.interval()
        : Duration.ofDays(7);
  }
}
