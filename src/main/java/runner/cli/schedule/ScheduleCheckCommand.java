package runner.cli.schedule;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.TimeArgument;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.schedule.Schedule;
import runner.schedule.ScheduleDecision;
import runner.schedule.ScheduleException;
import runner.schedule.ScheduleLines;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Says whether one schedule is open, or many schedules, line by line. */
final class ScheduleCheckCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Ask a schedule. Exit: 0 open, 1 closed.");
    spec.addOption(
        GlobalOptions.valued(String.class, "TIME", "As it would be then; default: now.", "--at"));
    spec.addOption(
        GlobalOptions.valued(String.class, "TIME", "The last success; default: never.", "--last"));
    spec.addOption(
        GlobalOptions.flag(
            "Answer each JSON line {id, schedule, previous, now, tz} of standard input with one"
                + " {id, match} or {id, error}.",
            "--json-lines"));
    return spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("SCHEDULE")
            .description("The schedule.")
            .build());
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    if (parsed.hasMatchedOption("--json-lines")) {
      return lines(host);
    }
    String name = parsed.matchedPositionalValue(0, "");
    if (name.isEmpty()) {
      throw new CommandLine.ParameterException(
          parsed.commandSpec().commandLine(), "name a schedule; see runner schedule list");
    }
    String at = parsed.matchedOptionValue("--at", "");
    String last = parsed.matchedOptionValue("--last", "never");
    Instant now = at.isEmpty() ? host.clock().now() : TimeArgument.read(at);
    Optional<Instant> previous =
        last.equals("never") ? Optional.empty() : Optional.of(TimeArgument.read(last));
    ScheduleDecision decision =
        schedule(name, common).match(ZonedDateTime.ofInstant(now, TimeArgument.zone()), previous);
    host.out().print((decision.open() ? "open: " : "closed: ") + decision.sentence() + "\n");
    return decision.open() ? ExitCode.DONE.number() : ExitCode.FAILED.number();
  }

  private static Schedule schedule(String name, GlobalOptions common) {
    try {
      return ScheduleListCommand.schedules(common.config()).named(name);
    } catch (ScheduleException e) {
      throw new RunnerException(ExitCode.USAGE, name, e.fact(), "see runner schedule list");
    }
  }

  private static int lines(Machine host) {
    try (BufferedReader in = host.in()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        host.out().print(ScheduleLines.answer(line) + "\n");
      }
      return ExitCode.DONE.number();
    } catch (IOException e) {
      throw new RunnerException(
          ExitCode.NO_INPUT, "standard input", "cannot be read: " + e.getMessage(), "");
    }
  }
}
