package runner.cli.runs;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Verb;
import runner.cli.host.Machine;
import runner.journal.RunRecord;
import runner.report.page.TimelinePlot;
import runner.report.timeline.Blame;
import runner.report.timeline.CriticalPath;
import runner.task.ExitCode;

/** Shows where the time of one run went. Reads only. */
final class AnalyzeCommand implements Verb {
  private final View view;
  private final Optional<View> json;
  private final String description;

  private AnalyzeCommand(View view, Optional<View> json, String description) {
    this.view = view;
    this.json = json;
    this.description = description;
  }

  /** One way to look at a run. */
  private interface View {
    String of(RunRecord run, RunHistory runs, Machine host);
  }

  static AnalyzeCommand blame() {
    return new AnalyzeCommand(
        (run, runs, host) -> Blame.of(run, runs.before(run)).text(),
        Optional.of((run, runs, host) -> Blame.of(run, runs.before(run)).json() + "\n"),
        "Say which tasks took longest, beside the median of the last 20 boots before.");
  }

  static AnalyzeCommand critical() {
    return new AnalyzeCommand(
        (run, runs, host) -> CriticalPath.text(run, host.clock().now()),
        Optional.of((run, runs, host) -> CriticalPath.json(run, host.clock().now()) + "\n"),
        "Say what the boot waited for: tasks, waits, locks and hooks, in their order and summed up."
            + " What a task waits for itself, such as Puppet's lock, is time of that task.");
  }

  static AnalyzeCommand plot() {
    return new AnalyzeCommand(
        (run, runs, host) -> TimelinePlot.svg(run, host.clock().now()),
        Optional.empty(),
        "Draw the run as a picture (SVG) on standard output.");
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(description + " Exit: 1 where there is no such run.");
    json.ifPresent(view -> spec.addOption(GlobalOptions.flag("Answer in JSON.", "--json")));
    return spec.addOption(RunHistory.option());
  }

  @Override
  public int run(GlobalOptions common, ParseResult parsed, Machine host) {
    RunHistory runs = RunHistory.of(common, host);
    View wanted = parsed.hasMatchedOption("--json") ? json.orElse(view) : view;
    host.out().print(wanted.of(runs.chosen(parsed), runs, host));
    host.out().flush();
    return ExitCode.DONE.number();
  }
}
