package runner.cli.config;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.Suggestions;
import runner.config.Config;
import runner.plan.ChainSettings;

/** The argument TASKDIR of commands that look at a chain, and what stands in for it. */
public final class TaskDirArgument {
  private TaskDirArgument() {}

  public static PositionalParamSpec spec() {
    return PositionalParamSpec.builder()
        .index("0")
        .arity("0..1")
        .type(String.class)
        .paramLabel("TASKDIR")
        .description("The task directory; else task_dir, else tasks.d beside the configuration.")
        .build();
  }

  /** The task directory a command line names, or its configuration, or the place beside it. */
  public static Path of(ParseResult parsed, Config config) {
    String argument = parsed.matchedPositionalValue(0, "");
    if (!argument.isEmpty()) {
      return named(argument, parsed);
    }
    return configured(config)
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    parsed.commandSpec().commandLine(),
                    "no task directory and no configuration: name one, e.g. runner -c runner.cfg"));
  }

  /** The task directory where no argument names one: the configured one, else tasks.d beside it. */
  public static Optional<Path> configured(Config config) {
    return config
        .section("runner")
        .value(ChainSettings.TASK_DIR)
        .or(() -> config.file().map(file -> file.toAbsolutePath().resolveSibling("tasks.d")));
  }

  /** Any word may name a directory, so a command that is not known looks like one. */
  private static Path named(String word, ParseResult parsed) {
    CommandLine command = parsed.commandSpec().commandLine();
    if (command.getParent() == null && Suggestions.looksLikeCommand(word)) {
      throw Suggestions.unknown(word, command);
    }
    return Path.of(word);
  }
}
