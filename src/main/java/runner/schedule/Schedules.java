package runner.schedule;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import runner.config.Config;
import runner.task.Problem;
import runner.text.QuotedValue;

/**
 * The schedules a task may name: the declared ones, and Puppet's own {@code puppet} (hourly, twice
 * an hour), {@code hourly}, {@code daily}, {@code weekly}, {@code monthly} and {@code never}. A
 * declared one of the same name wins. A task that names none is not gated.
 */
public final class Schedules {
  private final SortedMap<String, Schedule> byName;

  private Schedules(SortedMap<String, Schedule> byName) {
    this.byName = Collections.unmodifiableSortedMap(byName);
  }

  /** The built-in schedules and those a configuration declares; mistakes are told, not thrown. */
  public static Schedules from(Config config, Consumer<Problem> problems) {
    return ScheduleSections.read(config, problems);
  }

  /** The built-in schedules and those declared. */
  public static Schedules of(Map<String, Schedule> declared) {
    SortedMap<String, Schedule> all = new TreeMap<>();
    for (String period : ParameterReader.PERIODS) {
      all.put(period, Schedule.fromText(Map.of("period", period)));
    }
    all.put("puppet", Schedule.fromText(Map.of("period", "hourly", "repeat", "2")));
    all.putAll(declared);
    return new Schedules(all);
  }

  /**
   * The schedule of this name.
   *
   * @throws ScheduleException if there is none; the message lists those there are
   */
  public Schedule named(String name) {
    Schedule schedule = byName.get(name);
    if (schedule == null) {
      throw new ScheduleException(
          "schedule",
          QuotedValue.of(name)
              + " is not declared; known are "
              + String.join(", ", byName.keySet()));
    }
    return schedule;
  }

  /** All of them, sorted by name. */
  public SortedMap<String, Schedule> all() {
    return byName;
  }
}
