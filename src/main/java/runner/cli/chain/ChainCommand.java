package runner.cli.chain;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Verb;
import runner.cli.config.ChainDefinition;
import runner.cli.config.GetCommand;
import runner.cli.config.GetRequest;
import runner.cli.config.PlanCommand;
import runner.cli.config.TaskDirArgument;
import runner.cli.host.Machine;
import runner.cli.host.Version;
import runner.config.Config;
import runner.config.Key;

/** The chain itself, which needs no verb; and the look-up, which is an option of it. */
public final class ChainCommand implements Verb {
  private static final Key<Duration> WAIT_LOCK = Key.duration("--wait-lock", "0", "");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("runner").version(Version.text());
    spec.usageMessage()
        .header("Runs an ordered chain of tasks and can say what ran, what did not, and why.");
    spec.addOption(
        GlobalOptions.valued(
            int.class,
            "N",
            "How often the chain runs; 0 is for ever. Default: 1.",
            "-n",
            "--times"));
    spec.addOption(
        GlobalOptions.flag("Run the halt task after the last iteration.", "-H", "--halt-after"));
    addGet(spec);
    spec.addOption(GlobalOptions.flag("Say everything to syslog too, through logger.", "--syslog"));
    spec.addOption(GlobalOptions.flag("Show what would run, and run nothing.", "--dry-run"));
    spec.addOption(
        GlobalOptions.valued(
            String.class,
            "SECS",
            "Wait for another runner to end, so long or, without =SECS, for ever.",
            WAIT_LOCK.name()));
    spec.addOption(
        OptionSpec.builder("--version").versionHelp(true).description("Show the version.").build());
    return spec.addPositional(TaskDirArgument.spec());
  }

  private static void addGet(CommandSpec spec) {
    spec.addOption(
        GlobalOptions.valued(
            String.class,
            "SECTION.KEY",
            "Print the raw value of a key; exit 1 if it is missing.",
            "-g",
            "--get"));
    spec.addOption(
        GlobalOptions.valued(
            String.class, "VALUE", "What -g prints for a missing key, with exit 0.", "--default"));
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    if (parsed.hasMatchedOption("--get")) {
      return GetCommand.run(
          new GetRequest(
              common.configFile(),
              parsed.matchedOptionValue("--get", ""),
              Optional.ofNullable(parsed.matchedOptionValue("--default", null))),
          host);
    }
    int times = parsed.matchedOptionValue("--times", 1);
    if (times < 0) {
      throw new CommandLine.ParameterException(
          parsed.commandSpec().commandLine(), "-n " + times + ": write 0 for ever, or how often");
    }
    boolean haltAfter = parsed.hasMatchedOption("--halt-after");
    Function<Config, ChainDefinition> define =
        config ->
            new ChainDefinition(
                common, config, TaskDirArgument.of(parsed, config), haltAfter, host);
    if (parsed.hasMatchedOption("--dry-run")) {
      return PlanCommand.show(define.apply(common.config()), host.clock().now(), false);
    }
    return new RunOptions(times, parsed.hasMatchedOption("--syslog"), lockWait(parsed))
        .start(common, define, host);
  }

  private static Optional<Duration> lockWait(ParseResult parsed) {
    if (!parsed.hasMatchedOption(WAIT_LOCK.name())) {
      return Optional.empty();
    }
    String text = parsed.matchedOptionValue(WAIT_LOCK.name(), "");
    return Optional.of(text.isEmpty() ? Duration.ZERO : WAIT_LOCK.argument(text));
  }
}
