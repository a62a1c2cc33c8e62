package runner.cli.pool;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.pool.PoolRun;
import runner.pool.report.PoolReport;
import runner.report.Json;

/**
 * {@code pool status} and {@code pool clean}: judges all claimed locks, and {@code clean} releases
 * those that are due.
 */
final class PoolLookCommand implements Verb {
  private final boolean cleans;

  PoolLookCommand(boolean cleans) {
    this.cleans = cleans;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            cleans
                ? "Release every lock whose owner is dead."
                : "Show every claimed lock and what clean would do; writes nothing.");
    spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json"));
    return PoolOptions.addTo(spec);
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    PoolOptions options = PoolOptions.of(common, parsed, host);
    return PoolSession.of(common, options, true, host)
        .run(
            cleans ? PoolRun::clean : PoolRun::status,
            report -> show(report, parsed.hasMatchedOption("--json"), host));
  }

  static void show(PoolReport report, boolean json, Machine host) {
    if (json) {
      host.out().print(Json.page(report.document()) + "\n");
    } else {
      Messages.print(report.table(), host);
    }
  }
}
