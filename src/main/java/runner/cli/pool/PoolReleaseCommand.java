package runner.cli.pool;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Verb;
import runner.cli.host.Machine;

/** Releases one lock because a person says so. */
final class PoolReleaseCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Release one lock by hand, whoever owns it; the reason goes into the commit.");
    spec.addOption(
        OptionSpec.builder("--reason")
            .type(String.class)
            .required(true)
            .paramLabel("TEXT")
            .description("Why.")
            .build());
    return PoolOptions.addTo(spec).addPositional(PoolExplainCommand.lock());
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    PoolOptions options = PoolOptions.of(common, parsed, host);
    String lock = parsed.matchedPositionalValue(0, "");
    String reason = parsed.matchedOptionValue("--reason", "");
    return PoolSession.of(common, options, false, host)
        .run(run -> run.release(lock, reason), report -> PoolLookCommand.show(report, false, host));
  }
}
