package runner.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import runner.exec.Identity;
import runner.journal.Overview;
import runner.journal.RunRecord;
import runner.report.Status;

/** Says how the last run stands. Reads only, and never tries the lock. */
final class StatusCommand implements Verb {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Say how the last run stands. Exit: 0 succeeded, 1 failed, 3 running or not started in"
                + " this boot, 4 never ran.");
    return spec.addOption(Common.flag("Answer in JSON.", "--json"));
  }

  @Override
  public int run(Common common, ParseResult parsed, Host host) {
    Path directory = StateLocation.of(common, common.config(), host);
    Optional<RunRecord> last = new Overview(directory).last();
    Status status = Status.of(last, runnerLives(last, host), host.bootId());
    host.out().print(parsed.hasMatchedOption("--json") ? status.json() + "\n" : status.text());
    host.out().flush();
    return status.exitCode();
  }

  /**
   * Whether the runner of the run is still there. Its record tells who that is as the lock's file
   * does, and stays right where somebody removed that file.
   */
  private static boolean runnerLives(Optional<RunRecord> last, Host host) {
    return last.map(RunRecord::origin)
        .filter(origin -> origin.boot().equals(host.bootId()))
        .filter(origin -> new Identity(origin.pid(), origin.ticks()).lives())
        .isPresent();
  }
}
