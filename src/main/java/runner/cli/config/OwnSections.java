package runner.cli.config;

import java.util.ArrayList;
import java.util.List;
import runner.config.Config;
import runner.config.Key;
import runner.config.KnownKeys;
import runner.config.Section;
import runner.jobs.JobSettings;
import runner.pool.PoolKeys;
import runner.puppet.PuppetSettings;
import runner.task.Problem;

/** The sections that hold keys of ours, and what these are. */
public final class OwnSections {
  /** In the order of the documentation. */
  public static final List<String> NAMES = List.of("runner", "puppet", "jobs", "pool");

  private OwnSections() {}

  /** The keys of a section, in the order of the documentation; none for any other section. */
  public static List<Key<?>> keys(String section) {
    // A switch, so that a chain without the section does not load its keys.
    return switch (section) {
      case "runner" -> ChainDefinition.runnerKeys();
      case "puppet" -> PuppetSettings.KEYS;
      case "jobs" -> JobSettings.KEYS;
      case "pool" -> PoolKeys.ALL;
      default -> List.of();
    };
  }

  /** What is wrong in those sections where an unknown key is an error: all but [runner]. */
  public static List<Problem> problems(Config config) {
    List<Problem> problems = new ArrayList<>();
    for (String name : NAMES) {
      if (name.equals("jobs") && config.sections().contains(name)) {
        JobSettings.from(config, problems::add);
      } else if (!name.equals("runner") && config.sections().contains(name)) {
        Section section = config.section(name);
        List<Key<?>> keys = keys(name);
        problems.addAll(new KnownKeys(keys).unknownIn(section));
        keys.forEach(key -> section.given(key, problems::add));
      }
    }
    return problems;
  }
}
