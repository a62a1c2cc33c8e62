package runner.cli.runs;

import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.journal.RunRecord;
import runner.report.timeline.Comparison;
import runner.task.ExitCode;

/** Puts two runs side by side. Reads only. */
final class CompareCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Put two runs side by side, what differs most first. Exit: 1 where there is no such"
                + " run.");
    return spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json"))
        .addPositional(run("0", "A run: its id or its number."))
        .addPositional(run("1", "Another one."));
  }

  private static PositionalParamSpec run(String index, String description) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity("1")
        .required(true)
        .type(String.class)
        .paramLabel("RUN")
        .description(description)
        .build();
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    RunHistory runs = RunHistory.of(common, host);
    RunRecord before = runs.named(parsed.matchedPositionalValue(0, ""));
    RunRecord after = runs.named(parsed.matchedPositionalValue(1, ""));
    Instant now = host.clock().now();
    host.out()
        .print(
            parsed.hasMatchedOption("--json")
                ? Comparison.json(before, after, now) + "\n"
                : Comparison.text(before, after, now));
    host.out().flush();
    return ExitCode.DONE.number();
  }
}
