package runner.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.chain.ChainCommand;
import runner.cli.command.CommandRegistry;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.config.ConfigCommands;
import runner.cli.host.Machine;
import runner.cli.host.StoppedException;
import runner.cli.jobs.JobsCommands;
import runner.cli.pool.PoolCommands;
import runner.cli.puppet.PuppetAgentCommand;
import runner.cli.puppet.RetryPuppetCommand;
import runner.cli.runs.RunsCommands;
import runner.cli.schedule.ScheduleCommands;
import runner.task.RunnerException;

/**
 * All commands and their options, in picocli's programmatic form, which starts fastest. Commands
 * are there only for a command line that names one, and options only for what it may mean: all of
 * them would take as long as everything else a start does. Two of picocli's interfaces are
 * implemented by name, since a lambda for one that was compiled for Java 5 keeps it, and all that
 * builds on it, out of the class archive.
 */
final class CommandParser
    implements CommandRegistry,
        CommandLine.IExecutionStrategy,
        CommandLine.IParameterExceptionHandler {
  private final Machine host;
  private final Predicate<String> meant;
  private final Map<CommandSpec, Verb> verbs = new LinkedHashMap<>();

  private CommandParser(Machine host, Predicate<String> meant) {
    this.host = host;
    this.meant = meant;
  }

  /** Everything, as documentation needs it. */
  static CommandLine of(Machine host) {
    return new CommandParser(host, word -> true).build();
  }

  /** What is enough for a command line, and for help if it asks for that. */
  static CommandLine of(Machine host, String... args) {
    List<String> words = List.of(args);
    boolean help = words.stream().anyMatch(word -> word.matches("--(h|he|hel|help.*)|-[^-]*h.*"));
    return new CommandParser(host, word -> help || words.contains(word)).build();
  }

  private CommandLine build() {
    CommandSpec root = add(new ChainCommand());
    if (NAMES.stream().anyMatch(meant)) {
      NAMES.forEach(word -> command(root, word));
    }
    return settle(new CommandLine(root));
  }

  private void command(CommandSpec root, String word) {
    switch (word) {
      case "plan", "check", "config" -> ConfigCommands.addTo(root, word, this);
      case "schedule" -> ScheduleCommands.addTo(root, this);
      case "retrypuppet" -> verb(root, word, RetryPuppetCommand::new);
      case "puppet-agent" -> verb(root, word, PuppetAgentCommand::new);
      case "pool" -> PoolCommands.addTo(root, this);
      case "jobs" -> JobsCommands.addTo(root, this);
      default -> RunsCommands.addTo(root, word, this);
    }
  }

  @Override
  public CommandSpec verb(CommandSpec parent, String name, Supplier<Verb> verb) {
    return into(parent, name, () -> add(verb.get()));
  }

  @Override
  public CommandSpec group(CommandSpec parent, String name, String description) {
    return into(
        parent,
        name,
        () -> {
          CommandSpec spec = GlobalOptions.addTo(CommandSpec.create());
          spec.usageMessage().description(description);
          return spec;
        });
  }

  private CommandSpec into(CommandSpec parent, String name, Supplier<CommandSpec> whole) {
    CommandSpec spec = meant.test(name) ? whole.get() : CommandSpec.create();
    parent.addSubcommand(name, new CommandLine(spec));
    return spec;
  }

  private CommandSpec add(Verb verb) {
    CommandSpec spec = GlobalOptions.addTo(verb.spec());
    verbs.put(spec, verb);
    return spec;
  }

  /** Settings reach only those subcommands that are there already, so they come last. */
  private CommandLine settle(CommandLine line) {
    line.setCommandName("runner");
    line.setExpandAtFiles(false);
    line.setOverwrittenOptionsAllowed(true);
    line.setAbbreviatedOptionsAllowed(true);
    line.setAllowSubcommandsAsOptionParameters(true);
    line.setUsageHelpAutoWidth(true);
    line.setOut(new PrintWriter(host.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(host.err(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(this);
    line.setExecutionStrategy(this);
    return line;
  }

  @Override
  public int handleParseException(CommandLine.ParameterException e, String[] args) {
    return Program.usage(e, host);
  }

  /** picocli prints a stack trace for what leaves its strategy, and exits 1; so nothing does. */
  @Override
  public int execute(ParseResult root) {
    try {
      return run(root);
    } catch (RunnerException e) {
      return Messages.report(e, host);
    } catch (StoppedException e) {
      return e.exitCode();
    } catch (CommandLine.ParameterException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return Program.bug(e, host);
    }
  }

  private int run(ParseResult root) {
    Integer help = CommandLine.executeHelpRequest(root);
    if (help != null) {
      return help;
    }
    List<ParseResult> commands = new ArrayList<>();
    for (ParseResult parsed = root; parsed != null; parsed = parsed.subcommand()) {
      commands.add(parsed);
    }
    ParseResult last = commands.get(commands.size() - 1);
    Verb verb = verbs.get(last.commandSpec());
    if (verb == null) {
      throw new CommandLine.ParameterException(
          last.commandSpec().commandLine(), "a further word is missing");
    }
    if (commands.size() > 1 && !root.matchedPositionals().isEmpty()) {
      throw new CommandLine.ParameterException(
          root.commandSpec().commandLine(), "a task directory goes after the command");
    }
    return verb.run(GlobalOptions.of(commands, host), last, host);
  }
}
