package runner.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
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
    return spec.addPositional(run("0", "A run: its id or its number."))
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
  public int run(Common common, ParseResult parsed, Host host) {
    KeptRuns runs = KeptRuns.read(common, host);
    String before = parsed.matchedPositionalValue(0, "");
    String after = parsed.matchedPositionalValue(1, "");
    host.out().print(Comparison.text(runs.named(before), runs.named(after), host.clock().now()));
    host.out().flush();
    return ExitCode.DONE.number();
  }
}
