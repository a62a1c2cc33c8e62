package runner.cli.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.cli.command.GlobalOptions;
import runner.cli.host.Machine;
import runner.cli.session.PublicStatusFile;
import runner.cli.session.StateLocation;
import runner.config.Config;
import runner.files.FileErrors;
import runner.journal.RunRecord;
import runner.journal.StateReader;
import runner.report.status.Status;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * Where it is read how a run stands: in a state directory or, by a user who named none and has no
 * runs of his own, in what root's chain tells everybody. Nothing is written or locked.
 *
 * @param runs of a state directory; none where nobody named one and the user may not look into his
 */
record StatusSource(Optional<StateReader> runs, boolean askSystem, Machine host) {
  static StatusSource of(GlobalOptions common, Machine host) {
    Config config = readable(common) ? common.config() : Config.none();
    boolean named = StateLocation.named(common, config, host).isPresent();
    boolean askSystem = !named && !host.root();
    Optional<StateReader> runs =
        Optional.of(StateLocation.of(common, config, host))
            .filter(directory -> !askSystem || open(directory))
            .map(StateReader::new);
    return new StatusSource(runs, askSystem, host);
  }

  /** A home may be another's, or none at all; it was only a guess that there may be runs in it. */
  private static boolean open(Path directory) {
    Path nearest = directory;
    while (Files.notExists(nearest)) {
      nearest = nearest.getParent();
    }
    return Files.isDirectory(nearest) && Files.isReadable(nearest);
  }

  /** The system's file may be root's alone; then it names no state directory to this user. */
  private static boolean readable(GlobalOptions common) {
    return common
        .configFile()
        .filter(file -> file.equals(GlobalOptions.SYSTEM_CONFIG) && !Files.isReadable(file))
        .isEmpty();
  }

  /** A runner that is gone writes no more, but may have told of its end after we looked. */
  Status now() {
    Optional<Status.Run> seen = last();
    while (true) {
      boolean lives = seen.filter(this::runnerLives).isPresent();
      boolean open = seen.filter(run -> run.state() == RunRecord.State.RUNNING).isPresent();
      Optional<Status.Run> now = open && !lives ? last() : seen;
      if (now.equals(seen)) {
        return Status.of(seen, lives, host.bootId());
      }
      seen = now;
    }
  }

  /** Directories in which something changes when there is news; they need not be there. */
  List<Path> places() {
    List<Path> places = new ArrayList<>(runs.map(StateReader::places).orElse(List.of()));
    if (askSystem) {
      places.add(PublicStatusFile.PATH.getParent());
    }
    return places;
  }

  private Optional<Status.Run> last() {
    Optional<Status.Run> own = runs.flatMap(StateReader::last).map(Status.Run::of);
    return own.isEmpty() && askSystem ? told() : own;
  }

  private static Optional<Status.Run> told() {
    try {
      return Optional.of(Status.read(Files.readString(PublicStatusFile.PATH)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new RunnerException(
          ExitCode.NO_INPUT,
          PublicStatusFile.PATH.toString(),
          "cannot be read: " + FileErrors.reason(e),
          "ask as root");
    }
  }

  /**
   * Whether the runner of the run is still there. The run's own record tells who that is. The
   * lock's file does not: a second start may have written itself into it.
   */
  boolean runnerLives(Status.Run run) {
    return run.state() == RunRecord.State.RUNNING && run.runner().mayLive(host.bootId());
  }
}
