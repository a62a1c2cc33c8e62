package runner.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import runner.cli.chain.RunOptions;
import runner.cli.command.GlobalOptions;
import runner.cli.config.ChainDefinition;
import runner.cli.config.TaskDirArgument;
import runner.cli.host.Machine;
import runner.cli.puppet.PuppetAgentCommand;
import runner.cli.puppet.RetryPuppetCommand;
import runner.cli.runs.StatusCommand;
import runner.config.Config;
import runner.report.text.LogLevel;

/**
 * A command line that is understood without the command model. Some commands pass everything after
 * the verb to another program, so these words are cut off before one of them can be taken for an
 * option of ours. Two others are called often and start faster this way: the plain {@code status},
 * which monitoring runs each minute, and the chain of a boot.
 *
 * @param chain how often the chain runs, where that is the call
 * @param verb the command
 * @param arguments what follows the verb
 */
record FastPath(GlobalOptions common, RunOptions chain, String verb, List<String> arguments) {
  private static final String STATUS = "status";
  private static final String CHAIN = "";
  private static final List<String> VERBS =
      List.of(RetryPuppetCommand.NAME, PuppetAgentCommand.NAME, STATUS);
  private static final List<String> JSON = List.of("--json");

  /**
   * The call, where the first word that is no option of ours is such a verb, or there is none but a
   * task directory; empty for every other command line, which is no mistake.
   */
  static Optional<FastPath> of(String[] args, Machine host) {
    Front front = new Front(host);
    int at = 0;
    while (at < args.length && !VERBS.contains(args[at])) {
      int taken = front.take(args, at);
      if (taken == 0) {
        boolean directory = at == args.length - 1 && isDirectory(args[at]);
        return directory ? Optional.of(front.call(CHAIN, List.of(args[at]))) : Optional.empty();
      }
      at += taken;
    }
    if (at >= args.length) {
      return Optional.of(front.call(CHAIN, List.of()))
          .filter(call -> call.common().configFile().isPresent());
    }
    List<String> rest = List.copyOf(Arrays.asList(args).subList(at + 1, args.length));
    boolean plain = rest.isEmpty() || rest.equals(JSON);
    boolean unclear = front.counts() || (args[at].equals(STATUS) && !plain);
    return unclear ? Optional.empty() : Optional.of(front.call(args[at], rest));
  }

  /** Any other word may be a command, or one mistyped. */
  private static boolean isDirectory(String word) {
    return word.contains("/") && !word.startsWith("-");
  }

  /**
   * Runs the command. A plain {@code --help} for the stock task is answered here, not by Puppet.
   */
  int run(Machine host) {
    if (verb.equals(CHAIN)) {
      return chain(host);
    }
    if (verb.equals(STATUS)) {
      return StatusCommand.run(common, arguments.equals(JSON), host);
    }
    if (verb.equals(RetryPuppetCommand.NAME)) {
      return RetryPuppetCommand.run(common, arguments, host);
    }
    boolean help = arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"));
    return help
        ? CommandParser.of(host, verb, "--help").execute(verb, "--help")
        : PuppetAgentCommand.run(common, arguments, host);
  }

  private int chain(Machine host) {
    return chain.start(common, config -> definition(config, host), host);
  }

  private ChainDefinition definition(Config config, Machine host) {
    Path directory =
        arguments.isEmpty()
            ? TaskDirArgument.configured(config).orElseThrow()
            : Path.of(arguments.get(0));
    return new ChainDefinition(common, config, directory, false, host);
  }

  /** The options in front of the verb. */
  private static final class Front {
    private Optional<Path> config;
    private Optional<Path> state = Optional.empty();
    private LogLevel level = LogLevel.INFO;
    private Optional<String> colors = Optional.empty();
    private Optional<String> times = Optional.empty();

    Front(Machine host) {
      this.config = GlobalOptions.defaultConfig(host);
    }

    /**
     * Takes the option at a position; returns how many words it has, 0 for an option that is not
     * ours.
     */
    int take(String[] args, int at) {
      return take(args[at], args, at);
    }

    private int take(String word, String[] args, int at) {
      switch (word) {
        case "-q", "--quiet" -> level = LogLevel.WARN;
        case "-v", "--verbose" -> level = LogLevel.DEBUG;
        default -> {
          return takeWithValue(word, args, at);
        }
      }
      return 1;
    }

    private int takeWithValue(String word, String[] args, int at) {
      String[] parts = word.split("=", 2);
      boolean apart = parts.length == 1;
      if (apart && at + 1 >= args.length) {
        return 0;
      }
      String value = apart ? args[at + 1] : parts[1];
      switch (parts[0]) {
        case "-c", "--config" -> config = Optional.of(Path.of(value));
        case "--state-dir" -> state = Optional.of(Path.of(value));
        case "--color" -> colors = Optional.of(value);
        case "-n", "--times" -> {
          if (!value.matches("[0-9]{1,9}")) {
            return 0;
          }
          times = Optional.of(value);
        }
        default -> {
          return takeAbbreviated(parts, args, at);
        }
      }
      return apart ? 2 : 1;
    }

    private int takeAbbreviated(String[] parts, String[] args, int at) {
      String whole = parts[0].startsWith("--") ? LongOptions.whole(parts[0]) : parts[0];
      if (whole.equals(parts[0])) {
        return 0;
      }
      return take(parts.length == 1 ? whole : whole + "=" + parts[1], args, at);
    }

    /** Whether the number of iterations was given; no verb takes it. */
    boolean counts() {
      return times.isPresent();
    }

    FastPath call(String verb, List<String> arguments) {
      GlobalOptions common = new GlobalOptions(config, state, level, GlobalOptions.colors(colors));
      int often = times.map(Integer::parseInt).orElse(1);
      return new FastPath(common, new RunOptions(often, false, Optional.empty()), verb, arguments);
    }
  }
}
