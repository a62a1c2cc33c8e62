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
import runner.process.BootId;
import runner.report.status.Status;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * Where it is read how a run stands: in the state directory of a chain, where its starts tell of
 * themselves whose configuration is not believed, and in what root's chain tells everybody. Nothing
 * is written or locked.
 *
 * @param runs of a state directory; none where nobody named one and the user may not look into his
 * @param refused of the directory where a start is recorded that does not believe the configuration
 * @param config the configuration, as a start records it; empty for none
 * @param told whether what root's chain tells everybody counts too
 * @param byDefault whether it is the chain that a boot starts
 */
record StatusSource(
    Optional<StateReader> runs,
    Optional<StateReader> refused,
    String config,
    boolean told,
    boolean byDefault,
    Machine host) {

  static StatusSource of(GlobalOptions common, Machine host) {
    Config config = StateLocation.believed(common);
    boolean named = StateLocation.named(common, config, host).isPresent();
    Path directory = StateLocation.of(common, config, host);
    Path other = StateLocation.unconfigured(common, host);
    return new StatusSource(
        reader(directory, named || host.root() || open(directory)),
        reader(other, !other.equals(directory) && open(other)),
        common.configName(),
        !named || PublicStatusFile.isOf(directory, host),
        common.isOfBoot(host),
        host);
  }

  private static Optional<StateReader> reader(Path directory, boolean counts) {
    return counts ? Optional.of(new StateReader(directory)) : Optional.empty();
  }

  /** A home may be another's, or none at all; it was only a guess that there may be runs in it. */
  private static boolean open(Path directory) {
    Path nearest = directory;
    while (Files.notExists(nearest)) {
      nearest = nearest.getParent();
    }
    return Files.isDirectory(nearest) && Files.isReadable(nearest);
  }

  /** A runner that is gone writes no more, but may have told of its end after we looked. */
  Status now() {
    Optional<Status.Run> seen = last();
    while (true) {
      boolean lives = seen.filter(this::runnerLives).isPresent();
      boolean open = seen.filter(Status.Run::open).isPresent();
      Optional<Status.Run> now = open && !lives ? last() : seen;
      if (now.equals(seen)) {
        Status status = Status.of(seen, lives, host.bootId());
        return byDefault && !status.over(host.bootId())
            ? status.unlessDisabled(DisabledSwitch.set())
            : status;
      }
      seen = now;
    }
  }

  /** Directories in which something changes when there is news; they need not be there. */
  List<Path> places() {
    List<Path> places = new ArrayList<>();
    runs.map(StateReader::places).ifPresent(places::addAll);
    refused.map(StateReader::places).ifPresent(places::addAll);
    if (told) {
      places.add(PublicStatusFile.PATH.getParent());
    }
    if (byDefault) {
      places.add(DisabledSwitch.FILE.getParent());
    }
    return places;
  }

  private Optional<Status.Run> last() {
    Optional<Status.Run> last = later(own(), elsewhere());
    if (told) {
      last = host.root() ? later(last, PublicStatusFile.read()) : last.or(this::asked);
    }
    return last.map(run -> run.at(host.clock().now()));
  }

  private Optional<Status.Run> own() {
    return runs.flatMap(reader -> reader.last(config)).map(Status.Run::of);
  }

  private Optional<Status.Run> elsewhere() {
    return refused.flatMap(reader -> reader.refused(config)).map(Status.Run::of);
  }

  /** The last start, where it is recorded in another directory than the runs of its chain. */
  Optional<Status.Run> lastIsElsewhere() {
    Optional<Status.Run> elsewhere = elsewhere();
    return elsewhere.filter(run -> later(own(), elsewhere).equals(elsewhere));
  }

  /** What a user who has no runs of his own is told. */
  private Optional<Status.Run> asked() {
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

  /** The later of two starts; the first where that cannot be told, or both are one. */
  private Optional<Status.Run> later(Optional<Status.Run> one, Optional<Status.Run> two) {
    return two.filter(other -> one.isEmpty() || isLater(other, one.get())).or(() -> one);
  }

  /** Only a start of this boot can be: numbers are of one directory, clocks may jump. */
  private boolean isLater(Status.Run two, Status.Run one) {
    BootId boot = host.bootId();
    if (!two.runner().boot().agreesWith(boot)) {
      return false;
    }
    long began = two.runner().id().started();
    long before = one.runner().boot().agreesWith(boot) ? one.runner().id().started() : -1;
    if (began != before) {
      return began > before;
    }
    boolean more = two.id().compareTo(one.id()) > 0;
    boolean sameButOver =
        two.id().equals(one.id())
            && one.state() == RunRecord.State.RUNNING
            && two.state() != RunRecord.State.RUNNING;
    return more || sameButOver;
  }

  /**
   * Whether the runner of the run is still there. The run's own record tells who that is. The
   * lock's file does not: a second start may have written itself into it.
   */
  boolean runnerLives(Status.Run run) {
    return run.open() && run.runner().mayLive(host.bootId());
  }
}
