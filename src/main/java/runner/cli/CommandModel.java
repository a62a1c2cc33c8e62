package runner.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.task.RunnerException;

/** All commands and their options, in picocli's programmatic form, which starts fastest. */
final class CommandModel {
  private final Host host;
  private final Map<CommandSpec, Verb> verbs = new LinkedHashMap<>();

  private CommandModel(Host host) {
    this.host = host;
  }

  static CommandLine of(Host host) {
    return new CommandModel(host).build();
  }

  private CommandLine build() {
    CommandSpec root = add(new RunCommand());
    root.addSubcommand("plan", add(new PlanCommand()));
    root.addSubcommand("check", add(new CheckCommand()));
    root.addSubcommand("status", add(new StatusCommand()));
    root.addSubcommand("history", add(new HistoryCommand()));
    root.addSubcommand("logs", add(new LogsCommand()));
    root.addSubcommand("analyze", analyze());
    root.addSubcommand("report", add(new ReportCommand()));
    root.addSubcommand("collect", add(new CollectCommand()));
    root.addSubcommand("reset", add(new ResetCommand()));
    CommandSpec schedule = group("Look at schedules.");
    schedule.addSubcommand("list", add(new ScheduleListCommand()));
    schedule.addSubcommand("check", add(new ScheduleCheckCommand()));
    root.addSubcommand("schedule", schedule);
    CommandSpec config = group("Look at the configuration.");
    config.addSubcommand("show", add(new ConfigShowCommand()));
    root.addSubcommand("config", config);
    root.addSubcommand(RetryPuppetCommand.NAME, add(new RetryPuppetCommand()));
    root.addSubcommand(PuppetAgentCommand.NAME, add(new PuppetAgentCommand()));
    root.addSubcommand("pool", pool());
    root.addSubcommand("jobs", jobs());
    return settle(new CommandLine(root));
  }

  /** A word that needs a further one; it has its own help. */
  private static CommandSpec group(String description) {
    CommandSpec spec = Common.addTo(CommandSpec.create());
    spec.usageMessage().description(description);
    return spec;
  }

  private CommandSpec analyze() {
    CommandSpec analyze = group("Say what runs spent their time on.");
    analyze.addSubcommand("blame", add(AnalyzeCommand.blame()));
    analyze.addSubcommand("critical", add(AnalyzeCommand.critical()));
    analyze.addSubcommand("plot", add(AnalyzeCommand.plot()));
    return analyze.addSubcommand("compare", add(new CompareCommand()));
  }

  private CommandSpec pool() {
    CommandSpec pool = add(new PoolCommand());
    pool.addSubcommand("status", add(new PoolLookCommand(false)));
    pool.addSubcommand("clean", add(new PoolLookCommand(true)));
    pool.addSubcommand("explain", add(new PoolExplainCommand()));
    pool.addSubcommand("release", add(new PoolReleaseCommand()));
    CommandSpec parent = group("Be a Concourse resource: JSON on stdin and stdout.");
    parent.addSubcommand("check", add(new PoolResourceCommand("check")));
    parent.addSubcommand("in", add(new PoolResourceCommand("in")));
    parent.addSubcommand("out", add(new PoolResourceCommand("out")));
    return pool.addSubcommand("resource", parent);
  }

  private CommandSpec jobs() {
    CommandSpec jobs = group("Do work on hosts that may be down: once, when they start.");
    jobs.addSubcommand("submit", add(new JobsSubmitCommand()));
    jobs.addSubcommand("list", add(new JobsListCommand()));
    jobs.addSubcommand("show", add(new JobsShowCommand()));
    jobs.addSubcommand("cancel", add(new JobsCancelCommand()));
    jobs.addSubcommand("retry", add(new JobsRetryCommand()));
    jobs.addSubcommand("hosts", add(new JobsHostsCommand()));
    jobs.addSubcommand("purge", add(new JobsPurgeCommand()));
    jobs.addSubcommand("run-pending", add(new JobsRunPendingCommand()));
    jobs.addSubcommand("init-db", add(new JobsInitDbCommand()));
    jobs.addSubcommand("keygen", add(new JobsKeygenCommand()));
    jobs.addSubcommand("check", add(new JobsCheckCommand()));
    return jobs;
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
    line.setParameterExceptionHandler((e, args) -> Program.usage(e, host));
    line.setExecutionStrategy(this::guarded);
    return line;
  }

  /** picocli prints a stack trace for what leaves its strategy, and exits 1; so nothing does. */
  private int guarded(ParseResult root) {
    try {
      return execute(root);
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

  private int execute(ParseResult root) {
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
