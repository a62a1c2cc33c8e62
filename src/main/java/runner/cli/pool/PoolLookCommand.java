package runner.cli.pool;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.Common;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Host;
import runner.pool.PoolRun;
import runner.pool.report.Report;
import runner.report.Json;

/** Judges all claimed locks, and releases those that are due if it is to clean. */
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
    spec.addOption(Common.flag("Answer in JSON.", "--json"));
    return PoolOptions.addTo(spec);
  }

  @Override
  public int run(Common common, ParseResult parsed, Host host) {
    PoolOptions options = PoolOptions.of(common, parsed, host);
    return PoolSession.of(common, options, true, host)
        .run(
            cleans ? PoolRun::clean : PoolRun::status,
            report -> show(report, parsed.hasMatchedOption("--json"), host));
  }

  static void show(Report report, boolean json, Host host) {
    if (json) {
      host.out().print(Json.page(report.document()) + "\n");
    } else {
      Messages.print(report.table(), host);
    }
  }
}
