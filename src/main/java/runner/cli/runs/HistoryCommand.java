package runner.cli.runs;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.Common;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Host;
import runner.report.history.History;
import runner.report.text.Level;
import runner.task.ExitCode;

/** Lists the runs that are kept. Reads only. */
final class HistoryCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "List the kept runs, the newest last; with -v also the tasks that did not succeed.");
    return spec.addOption(Common.flag("Answer in JSON.", "--json"));
  }

  @Override
  public int run(Common common, ParseResult parsed, Host host) {
    KeptRuns runs = KeptRuns.read(common, host);
    History history = new History(runs.all(), runs.damaged());
    boolean json = parsed.hasMatchedOption("--json");
    host.out().print(json ? history.json() + "\n" : history.text(common.level() == Level.DEBUG));
    host.out().flush();
    if (runs.all().isEmpty() && !json && common.level() != Level.WARN) {
      Messages.say("no run is kept in " + runs.directory(), host);
    }
    return ExitCode.DONE.number();
  }
}
