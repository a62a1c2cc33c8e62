package runner.cli.pool;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.pool.PoolRun;

/** Shows everything that decided about one lock. */
final class PoolExplainCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Show who claimed a lock and why it is kept or released.");
    return PoolOptions.addTo(spec).addPositional(lock());
  }

  static PositionalParamSpec lock() {
    return PositionalParamSpec.builder()
        .index("0")
        .arity("1")
        .type(String.class)
        .paramLabel("POOL/LOCK")
        .description("The lock.")
        .build();
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    PoolOptions options = PoolOptions.of(common, parsed, host);
    String lock = parsed.matchedPositionalValue(0, "");
    return PoolSession.of(common, options, true, host)
        .run(PoolRun::status, report -> Messages.print(report.explained(lock), host));
  }
}
