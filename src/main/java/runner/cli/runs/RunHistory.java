package runner.cli.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
 * The runs of a state directory, as they stand now: one whose runner is gone is interrupted. A run
 * is read when it is asked for, and not kept: there may be more than memory holds. A record that is
 * damaged is told of, once, and left out.
 */
final class RunHistory {
  private final Path directory;
  private final Machine host;
  private final StateReader reader;
  private final List<String> ids;
  private final List<Problem> damaged = new ArrayList<>();

  private RunHistory(Path directory, Machine host) {
    this.directory = directory;
    this.host = host;
    this.reader = new StateReader(directory);
    this.ids = reader.ids();
  }

  /**
   * Looks which runs there are.
   *
   * @throws RunnerException with 66 where that cannot be read
   */
  static RunHistory in(Path directory, Machine host) {
    return new RunHistory(directory, host);
  }

  static RunHistory of(GlobalOptions common, Machine host) {
    return in(StateLocation.of(common, StateLocation.believed(common), host), host);
  }

  static OptionSpec option() {
    return GlobalOptions.valued(
        String.class, "ID", "The run, by its id or its number; else the last one.", "--run");
  }

  Path directory() {
    return directory;
  }

  /** How many there are, damaged ones included. */
  int size() {
    return ids.size();
  }

  /** Records that could not be read, of those that were asked for. */
  List<Problem> damaged() {
    return damaged;
  }

  /** The newest runs, so many, of these the oldest first; each is read when it is come to. */
  Stream<RunRecord> newest(int most) {
    return ids.subList(Math.max(0, ids.size() - most), ids.size()).stream().flatMap(this::read);
  }

  /** The runs before another, the newest first; each is read when it is come to. */
  Stream<RunRecord> before(RunRecord run) {
    List<String> older = new ArrayList<>(ids.subList(0, Math.max(0, ids.indexOf(run.id()))));
    Collections.reverse(older);
    return older.stream().flatMap(this::read);
  }

  private Stream<RunRecord> read(String id) {
    try {
      Optional<RunRecord> seen = reader.run(id);
      // A runner that is gone writes no more, but may have told of its end after our look.
      Optional<RunRecord> now = seen.filter(this::died).isPresent() ? reader.run(id) : seen;
      return now.map(run -> died(run) ? run.interrupted() : run).stream();
    } catch (RunnerException e) {
      if (e.code() != ExitCode.CANT_WRITE) {
        throw e;
      }
      e.problems().forEach(this::tell);
      return Stream.empty();
    }
  }

  private void tell(Problem problem) {
    boolean known = damaged.stream().anyMatch(told -> told.place().equals(problem.place()));
    if (!known) {
      damaged.add(problem);
      Messages.say(problem.toString(), host);
    }
  }

  /** Whether the record is open, and nobody is there to close it. */
  private boolean died(RunRecord run) {
    return run.open() && !run.origin().runner().mayLive(host.bootId());
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
    for (int i = ids.size() - 1; i >= 0; i--) {
      Optional<RunRecord> run = read(ids.get(i)).findFirst();
      if (run.isPresent()) {
        return run.get();
      }
    }
    throw new RunnerException(
        ExitCode.FAILED,
        directory.toString(),
        "no run is kept here",
        "run the chain, or name its state directory with --state-dir");
  }

  /**
   * The run of an id, or of the number at its beginning.
   *
   * @throws RunnerException with 1 where there is none
   */
  RunRecord named(String name) {
    String number = name.matches("[0-9]{1,18}") ? name.replaceFirst("^0+(?=.)", "") : "";
    return ids.stream()
        .filter(id -> id.equals(name) || number(id).equals(number))
        .flatMap(this::read)
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static String number(String id) {
    return id.replaceFirst("-.*", "").replaceFirst("^0+(?=.)", "");
  }

  private RunnerException unknown(String name) {
    last();
    Optional<String> meant = NearestWord.to(name, ids);
    String fix = meant.map(id -> "did you mean " + id + "? ").orElse("");
    return new RunnerException(
        ExitCode.FAILED, "'" + name + "'", "is no kept run", fix + "'runner history' lists them");
  }

  /** Where the journal and the logs of a run lie. */
  Path directory(RunRecord run) {
    return directory.resolve("runs").resolve(run.id());
  }
}
