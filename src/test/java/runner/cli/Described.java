package runner.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import runner.cli.config.OwnSections;
import runner.cli.host.SystemMachine;
import runner.cli.host.Version;
import runner.config.Key;
import runner.plan.TaskSettings;

/** What the program says of itself, for those who write its manual. */
public final class Described {
  private Described() {}

  /** Returns all commands. */
  public static CommandLine commands() {
    return CommandParser.of(new SystemMachine());
  }

  /** Returns each section of the configuration that is ours, with its keys. */
  public static Map<String, List<Key<?>>> sections() {
    Map<String, List<Key<?>>> sections = new LinkedHashMap<>();
    OwnSections.NAMES.forEach(name -> sections.put(name, OwnSections.keys(name)));
    return sections;
  }

  /** Returns the keys of a task's section. */
  public static List<Key<?>> taskKeys() {
    return TaskSettings.KEYS;
  }

  /** Returns name and version. */
  public static String version() {
    return Version.text();
  }

  /** Returns the day of the build. */
  public static String day() {
    return Version.built().toString().substring(0, 10);
  }
}
