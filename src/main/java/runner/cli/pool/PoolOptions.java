package runner.cli.pool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.host.Machine;
import runner.config.Key;
import runner.config.KnownKeys;
import runner.config.Section;
import runner.pool.PoolKeys;
import runner.pool.SettingSource;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;

/**
 * The settings of the pool command: an option, before or after the further word, beats a variable,
 * and that beats the key in [pool]. The variables are those of the pool boy.
 */
record PoolOptions(Map<String, String> options, Machine host, Section section)
    implements SettingSource {
  private static final Map<Key<?>, String> VARIABLES =
      Map.of(
          PoolKeys.REPO, "POOL_REPO",
          PoolKeys.POOLS, "POOLS",
          PoolKeys.CONCOURSE_URL, "CONCOURSE_BASE_URL",
          PoolKeys.CONCOURSE_USERNAME, "CONCOURSE_USERNAME",
          PoolKeys.CONCOURSE_TEAM, "CONCOURSE_TEAM");

  /** Every key is an option, with a - for each _. */
  static CommandSpec addTo(CommandSpec spec) {
    for (Key<?> key : PoolKeys.ALL) {
      String variable = VARIABLES.containsKey(key) ? " Else $" + VARIABLES.get(key) + "." : "";
      String meaning = key.meaning().replace("`", "") + "." + variable;
      boolean flag = key == PoolKeys.FAIL_IF_STALE;
      spec.addOption(
          flag
              ? GlobalOptions.flag(meaning, option(key))
              : OptionSpec.builder(option(key))
                  .type(String.class)
                  .paramLabel(label(key))
                  .description(meaning)
                  .build());
    }
    return spec;
  }

  private static String label(Key<?> key) {
    return key.name().substring(key.name().lastIndexOf('_') + 1).toUpperCase(java.util.Locale.ROOT);
  }

  private static String option(Key<?> key) {
    return "--" + key.name().replace('_', '-');
  }

  /**
   * Reads what stands on the command line and in [pool].
   *
   * @throws RunnerException 78 for keys of [pool] that are not known or wrong
   */
  static PoolOptions of(GlobalOptions common, ParseResult parsed, Machine host) {
    Map<String, String> options = new java.util.HashMap<>();
    for (ParseResult one : chain(parsed)) {
      for (Key<?> key : PoolKeys.ALL) {
        if (one.hasMatchedOption(option(key))) {
          Object value = one.matchedOptionValue(option(key), "");
          options.put(key.name(), value.equals(true) ? "yes" : value.toString());
        }
      }
    }
    Section section = common.config().section("pool");
    List<Problem> problems = new ArrayList<>(new KnownKeys(PoolKeys.ALL).unknownIn(section));
    PoolKeys.ALL.forEach(key -> section.given(key, problems::add));
    if (!problems.isEmpty()) {
      throw new RunnerException(problems);
    }
    return new PoolOptions(options, host, section);
  }

  /**
   * The parts of the command line, the last word first, so that its options beat those before it.
   */
  private static List<ParseResult> chain(ParseResult last) {
    List<ParseResult> all = new ArrayList<>(List.of(last));
    CommandLine parent = last.commandSpec().commandLine().getParent();
    for (; parent != null; parent = parent.getParent()) {
      all.add(0, parent.getParseResult());
    }
    return all;
  }

  @Override
  public <T> Optional<T> given(Key<T> key) {
    if (options.containsKey(key.name())) {
      return Optional.of(key.read(options.get(key.name()), where(key), ExitCode.USAGE));
    }
    if (variable(key).isPresent()) {
      return Optional.of(key.read(variable(key).get(), where(key), ExitCode.CONFIG));
    }
    // An empty value of a text is none: that is how a key of [DEFAULT] is undone.
    return section.given(key, problem -> {}).filter(value -> !value.equals(""));
  }

  /** CONCOURSE_BASE_URL counts also when it is empty: then a pipeline failed to set it. */
  private Optional<String> variable(Key<?> key) {
    if (!VARIABLES.containsKey(key)) {
      return Optional.empty();
    }
    String name = VARIABLES.get(key);
    return key == PoolKeys.CONCOURSE_URL
        ? Optional.ofNullable(host.environment().get(name))
        : host.variable(name);
  }

  /** A file of certificates or host keys, or in a variable perhaps the text of one. */
  Optional<String> fileOrText(Key<Optional<Path>> key, String variable) {
    return options.containsKey(key.name())
        ? Optional.of(options.get(key.name()))
        : host.variable(variable).or(() -> given(key).flatMap(path -> path).map(Path::toString));
  }

  @Override
  public String where(Key<?> key) {
    if (options.containsKey(key.name())) {
      return option(key);
    }
    return variable(key).isPresent() ? "$" + VARIABLES.get(key) : section.where(key.name());
  }

  @Override
  public ExitCode code(Key<?> key) {
    return options.containsKey(key.name()) || (key == PoolKeys.POOLS && variable(key).isPresent())
        ? ExitCode.USAGE
        : ExitCode.CONFIG;
  }
}
