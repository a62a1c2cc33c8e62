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
import runner.task.RunnerException;

/**
 * All commands and their options, in picocli's programmatic form, which starts fastest. Commands
 * are there only for a command line that names one, and options only for what it may mean: all of
 * them would take as long as everything else a start does. Two of picocli's interfaces are
 * implemented by name, since a lambda for one that was compiled for Java 5 keeps it, and all that
 * builds on it, out of the class archive.
 */
final class CommandModel
    implements CommandLine.IExecutionStrategy, CommandLine.IParameterExceptionHandler {
  /** The words that may follow {@code runner}, in the order of its help. */
  static final List<String> WORDS =
      List.of(
          "plan",
          "check",
          "status",
          "history",
          "logs",
          "analyze",
          "report",
          "collect",
          "reset",
          "schedule",
          "config",
          RetryPuppetCommand.NAME,
          PuppetAgentCommand.NAME,
          "pool",
          "jobs");

  private final Host host;
  private final Predicate<String> meant;
  private final Map<CommandSpec, Verb> verbs = new LinkedHashMap<>();

  private CommandModel(Host host, Predicate<String> meant) {
    this.host = host;
    this.meant = meant;
  }

  /** Everything, as documentation needs it. */
  static CommandLine of(Host host) {
    return new CommandModel(host, word -> true).build();
  }

  /** What is enough for a command line, and for help if it asks for that. */
  static CommandLine of(Host host, String... args) {
    List<String> words = List.of(args);
    boolean help = words.stream().anyMatch(word -> word.matches("--help.*|-[^-]*h.*"));
    return new CommandModel(host, word -> help || words.contains(word)).build();
  }

  private CommandLine build() {
    CommandSpec root = add(new RunCommand());
    if (WORDS.stream().anyMatch(meant)) {
      WORDS.forEach(word -> command(root, word));
    }
    return settle(new CommandLine(root));
  }

  private void command(CommandSpec root, String word) {
    switch (word) {
      case "plan" -> verb(root, word, PlanCommand::new);
      case "check" -> verb(root, word, CheckCommand::new);
      case "status" -> verb(root, word, StatusCommand::new);
      case "history" -> verb(root, word, HistoryCommand::new);
      case "logs" -> verb(root, word, LogsCommand::new);
      case "analyze" -> analyze(group(root, word, "Say what runs spent their time on."));
      case "report" -> verb(root, word, ReportCommand::new);
      case "collect" -> verb(root, word, CollectCommand::new);
      case "reset" -> verb(root, word, ResetCommand::new);
      case "schedule" -> schedule(group(root, word, "Look at schedules."));
      case "config" -> config(group(root, word, "Look at the configuration."));
      case RetryPuppetCommand.NAME -> verb(root, word, RetryPuppetCommand::new);
      case PuppetAgentCommand.NAME -> verb(root, word, PuppetAgentCommand::new);
      case "pool" -> pool(verb(root, word, PoolCommand::new));
      case "jobs" ->
          jobs(group(root, word, "Do work on hosts that may be down: once, when they start."));
      default -> throw new IllegalStateException("no command is called " + word);
    }
  }

  private void schedule(CommandSpec schedule) {
    verb(schedule, "list", ScheduleListCommand::new);
    verb(schedule, "check", ScheduleCheckCommand::new);
  }

  private void config(CommandSpec config) {
    verb(config, "show", ConfigShowCommand::new);
  }

  private void analyze(CommandSpec analyze) {
    verb(analyze, "blame", AnalyzeCommand::blame);
    verb(analyze, "critical", AnalyzeCommand::critical);
    verb(analyze, "plot", AnalyzeCommand::plot);
    verb(analyze, "compare", CompareCommand::new);
  }

  private void pool(CommandSpec pool) {
    verb(pool, "status", () -> new PoolLookCommand(false));
    verb(pool, "clean", () -> new PoolLookCommand(true));
    verb(pool, "explain", PoolExplainCommand::new);
    verb(pool, "release", PoolReleaseCommand::new);
    CommandSpec resource =
        group(pool, "resource", "Be a Concourse resource: JSON on stdin and stdout.");
    verb(resource, "check", () -> new PoolResourceCommand("check"));
    verb(resource, "in", () -> new PoolResourceCommand("in"));
    verb(resource, "out", () -> new PoolResourceCommand("out"));
  }

  private void jobs(CommandSpec jobs) {
    verb(jobs, "submit", JobsSubmitCommand::new);
    verb(jobs, "list", JobsListCommand::new);
    verb(jobs, "show", JobsShowCommand::new);
    verb(jobs, "cancel", JobsCancelCommand::new);
    verb(jobs, "retry", JobsRetryCommand::new);
    verb(jobs, "hosts", JobsHostsCommand::new);
    verb(jobs, "purge", JobsPurgeCommand::new);
    verb(jobs, "run-pending", JobsRunPendingCommand::new);
    verb(jobs, "init-db", JobsInitDbCommand::new);
    verb(jobs, "keygen", JobsKeygenCommand::new);
    verb(jobs, "check", JobsCheckCommand::new);
  }

  private CommandSpec verb(CommandSpec parent, String name, Supplier<Verb> verb) {
    return into(parent, name, () -> add(verb.get()));
  }

  /** A word that needs a further one; it has its own help. */
  private CommandSpec group(CommandSpec parent, String name, String description) {
    return into(
        parent,
        name,
        () -> {
          CommandSpec spec = Common.addTo(CommandSpec.create());
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
    CommandSpec spec = Common.addTo(verb.spec());
    verbs.put(spec, verb);
    return spec;
  }

  /** Settings reach only those subcommands that are there already, so they come last. */
  private CommandLine settle(CommandLine line) {
    line.setCommandName("runner");
    line.setExpandAtFiles(false);
    line.setOverwrittenOptionsAllowed(true);
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
      return Program.report(e, host);
    } catch (Stopped e) {
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
    return verb.run(Common.of(commands, host), last, host);
  }
}
