package runner.cli.runs;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.report.history.History;
import runner.report.text.LogLevel;
import runner.task.ExitCode;

/** Lists the runs that are kept. Reads only. */
final class HistoryCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "List the kept runs, the newest last; with -v also the tasks that did not succeed.");
    return spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json"));
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    RunHistory runs = RunHistory.of(common, host);
    History history = new History(runs.newest(Integer.MAX_VALUE), runs.damaged());
    if (parsed.hasMatchedOption("--json")) {
      history.json(host.out());
    } else if (history.text(common.level() == LogLevel.DEBUG, host.out()::print) == 0
        && common.level() != LogLevel.WARN) {
      Messages.say("no run is kept in " + runs.directory(), host);
    }
    host.out().flush();
    StatusSource.of(common, host)
        .lastIsElsewhere()
        .ifPresent(
            run ->
                Messages.say(
                    "the last start was refused, as 'runner status' says: " + run.reason(), host));
    return ExitCode.DONE.number();
  }
}
