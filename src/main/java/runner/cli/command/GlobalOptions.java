package runner.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.host.Machine;
import runner.config.Config;
import runner.config.ConfigFiles;
import runner.config.Key;
import runner.report.terminal.TerminalStyle;
import runner.report.text.LogLevel;
import runner.text.ShellWord;

/** The options every command has, before or after its name. */
public record GlobalOptions(
    Optional<Path> configFile,
    Optional<Path> stateDir,
    LogLevel level,
    TerminalStyle.Colors colors) {
  public static final Path SYSTEM_CONFIG = Path.of("/etc/runner/runner.cfg");
  private static final Key<TerminalStyle.Colors> COLORS =
      Key.choice("--color", TerminalStyle.Colors.class, "auto", "");

  /** Adds the options; each command gets its own, so that a wrapped program's are never ours. */
  public static CommandSpec addTo(CommandSpec spec) {
    spec.addOption(
        valued(
            String.class,
            "FILE",
            "Configuration; else $RUNNER_CONFIG, else " + SYSTEM_CONFIG + ".",
            "-c",
            "--config"));
    spec.addOption(
        valued(
            String.class,
            "DIR",
            "Where runs and logs are kept; else $RUNNER_STATE_DIR, else state_dir.",
            "--state-dir"));
    spec.addOption(flag("Say only what is wrong.", "-q", "--quiet"));
    spec.addOption(flag("Say more.", "-v", "--verbose"));
    spec.addOption(
        OptionSpec.builder("--color")
            .type(String.class)
            .paramLabel("WHEN")
            .completionCandidates(List.of("auto", "always", "never"))
            .description("auto (on a terminal, unless NO_COLOR is set), always or never.")
            .build());
    return spec.mixinStandardHelpOptions(false)
        .addOption(
            OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this.").build());
  }

  public static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  public static OptionSpec valued(
      Class<?> type, String label, String description, String... names) {
    return OptionSpec.builder(names).type(type).paramLabel(label).description(description).build();
  }

  public static GlobalOptions of(List<ParseResult> commands, Machine host) {
    Optional<Path> config = text(commands, "--config").map(Path::of).or(() -> defaultConfig(host));
    Optional<Path> state = text(commands, "--state-dir").map(Path::of);
    return new GlobalOptions(config, state, level(commands), colors(text(commands, "--color")));
  }

  /** The file that is read when no option names one. */
  public static Optional<Path> defaultConfig(Machine host) {
    return host.variable("RUNNER_CONFIG")
        .map(Path::of)
        .or(() -> Optional.of(SYSTEM_CONFIG).filter(Files::exists));
  }

  /** The name of the configuration, as a start records it; empty where there is none. */
  public String configName() {
    return configFile.map(ConfigName::of).map(Path::toString).orElse("");
  }

  /** The path by which a configuration is known, wherever one is. */
  public static Path named(Path config) {
    return ConfigName.of(config);
  }

  /** Whether they mean the chain that a boot starts. */
  public boolean isOfBoot(Machine host) {
    boolean named = stateDir.isPresent() || host.variable("RUNNER_STATE_DIR").isPresent();
    return !named && configFile.filter(file -> !file.equals(SYSTEM_CONFIG)).isEmpty();
  }

  /** Reads the configuration. */
  public Config config() {
    return configFile.map(ConfigFiles::read).orElseGet(Config::none);
  }

  /**
   * Reads the value of --color.
   *
   * @throws RunnerException with 64 where it is none of the three
   */
  public static TerminalStyle.Colors colors(Optional<String> when) {
    return when.map(COLORS::argument).orElse(TerminalStyle.Colors.AUTO);
  }

  /** What to type to ask a command about this chain. */
  public String command(String verb, Machine host) {
    StringBuilder words = new StringBuilder("runner");
    if (!configFile.equals(defaultConfig(host))) {
      configFile.ifPresent(file -> words.append(" -c ").append(ShellWord.of(file.toString())));
    }
    stateDir.ifPresent(
        directory -> words.append(" --state-dir ").append(ShellWord.of(directory.toString())));
    return words.append(' ').append(verb).toString();
  }

  /** What to type to learn why a task failed or, where none did, how the run went. */
  public String next(Optional<String> failed, Machine host) {
    return command(failed.map(task -> "logs " + ShellWord.of(task)).orElse("status"), host);
  }

  private static Optional<String> text(List<ParseResult> commands, String option) {
    return commands.stream()
        .filter(parsed -> parsed.hasMatchedOption(option))
        .map(parsed -> parsed.<String>matchedOptionValue(option, null))
        .reduce((first, last) -> last);
  }

  private static LogLevel level(List<ParseResult> commands) {
    LogLevel level = LogLevel.INFO;
    for (ParseResult parsed : commands) {
      for (OptionSpec option : parsed.matchedOptions()) {
        level =
            switch (option.longestName()) {
              case "--quiet" -> LogLevel.WARN;
              case "--verbose" -> LogLevel.DEBUG;
              default -> level;
            };
      }
    }
    return level;
  }
}
