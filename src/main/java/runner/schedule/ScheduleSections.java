package runner.schedule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import runner.config.Config;
import runner.config.Section;
import runner.task.Problem;

/** Reads the sections {@code [schedule NAME]} of a configuration. */
final class ScheduleSections {
  private static final String PREFIX = "schedule ";

  private ScheduleSections() {}

  static Schedules read(Config config, Consumer<Problem> problems) {
    Map<String, Schedule> declared = new LinkedHashMap<>();
    for (String name : config.sections()) {
      if (name.startsWith(PREFIX)) {
        add(config.section(name), name.substring(PREFIX.length()).strip(), declared, problems);
      }
    }
    return Schedules.of(declared);
  }

  private static void add(
      Section section, String name, Map<String, Schedule> declared, Consumer<Problem> problems) {
    Map<String, String> own = new LinkedHashMap<>();
    section.ownKeys().forEach(key -> section.text(key).ifPresent(text -> own.put(key, text)));
    try {
      declared.put(name, Schedule.fromText(own));
    } catch (ScheduleException e) {
      problems.accept(Problem.config(section.where(e.parameter()), e.fact(), ""));
    }
  }
}
