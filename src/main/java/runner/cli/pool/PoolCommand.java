package runner.cli.pool;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Verb;
import runner.cli.host.Machine;

/** The pool command without a further word: its options, which may also follow that word. */
final class PoolCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Release the locks that dead builds left in Concourse pools.")
        .footer(
            "",
            "Exit codes: 0 done; 1 failed, or a lock is stale (--fail-if-stale); 3 an owner could",
            "not be judged and its lock was kept; 4 more than max_releases, so none was released;",
            "64 usage; 69 git or the repository is missing; 78 configuration.");
    return PoolOptions.addTo(spec);
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    throw new CommandLine.ParameterException(
        parsed.commandSpec().commandLine(), "a further word is missing: status or clean");
  }
}
