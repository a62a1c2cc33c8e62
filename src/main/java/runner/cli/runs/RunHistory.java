package runner.cli.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.host.Machine;
import runner.cli.session.StateLocation;
import runner.config.NearestWord;
import runner.journal.RunRecord;
import runner.journal.StateReader;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;

/**
 * The runs of a state directory, as they stand now: one whose runner is gone is interrupted.
 *
 * @param all the oldest first
 * @param damaged records that could not be read
 */
record RunHistory(Path directory, List<RunRecord> all, List<Problem> damaged) {

  /**
   * Reads them; what is damaged is said, and left out.
   *
   * @throws RunnerException with 66 where they cannot be read
   */
  static RunHistory read(Path directory, Machine host) {
    StateReader overview = new StateReader(directory);
    List<Problem> damaged = new ArrayList<>();
    List<RunRecord> seen = overview.all(damaged::add);
    if (seen.stream().anyMatch(run -> died(run, host))) {
      // A runner that is gone writes no more, but may have told of its end after our look.
      damaged.clear();
      seen = overview.all(damaged::add);
    }
    List<RunRecord> all =
        seen.stream().map(run -> died(run, host) ? run.interrupted() : run).toList();
    damaged.forEach(problem -> Messages.say(problem.toString(), host));
    return new RunHistory(directory, all, List.copyOf(damaged));
  }

  static RunHistory read(GlobalOptions common, Machine host) {
    return read(StateLocation.of(common, StateLocation.believed(common), host), host);
  }

  /** Whether the record is open, and nobody is there to close it. */
  private static boolean died(RunRecord run, Machine host) {
    return run.state() == RunRecord.State.RUNNING && !run.origin().runner().mayLive(host.bootId());
  }

  static OptionSpec option() {
    return GlobalOptions.valued(
        String.class, "ID", "The run, by its id or its number; else the last one.", "--run");
  }

  /** The run that was asked for. */
  RunRecord chosen(ParseResult parsed) {
    String name = parsed.matchedOptionValue("--run", "");
    return name.isEmpty() ? last() : named(name);
  }

  /**
   * The newest one.
   *
   * @throws RunnerException with 1 where there is none
   */
  RunRecord last() {
    if (all.isEmpty()) {
      throw new RunnerException(
          ExitCode.FAILED,
          directory.toString(),
          "no run is kept here",
          "run the chain, or name its state directory with --state-dir");
    }
    return all.get(all.size() - 1);
  }

  /**
   * The run of an id, or of the number at its beginning.
   *
   * @throws RunnerException with 1 where there is none
   */
  RunRecord named(String name) {
    String number = name.matches("[0-9]{1,18}") ? name.replaceFirst("^0+(?=.)", "") : "";
    return all.stream()
        .filter(run -> run.id().equals(name) || number(run).equals(number))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static String number(RunRecord run) {
    return run.id().replaceFirst("-.*", "").replaceFirst("^0+(?=.)", "");
  }

  private RunnerException unknown(String name) {
    last();
    Optional<String> meant = NearestWord.to(name, all.stream().map(RunRecord::id).toList());
    String fix = meant.map(id -> "did you mean " + id + "? ").orElse("");
    return new RunnerException(
        ExitCode.FAILED, "'" + name + "'", "is no kept run", fix + "'runner history' lists them");
  }

  /** Where the journal and the logs of a run lie. */
  Path directory(RunRecord run) {
    return directory.resolve("runs").resolve(run.id());
  }
}
