package runner.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.files.FileErrors;
import runner.journal.disk.CorruptStateException;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Reads kept runs for whoever asks; changes nothing, holds nothing up, needs no lock. */
public final class StateReader {
  private final Path directory;
  private final RunStore store;

  public StateReader(Path stateDirectory) {
    this.directory = stateDirectory;
    this.store = new RunStore(stateDirectory);
  }

  /**
   * The newest run; empty where there is none. A refused start of another configuration than that
   * of the runs here may belong to another state directory, which it did not believe; then it only
   * speaks for those who ask with its configuration.
   *
   * @param config the configuration asked with; empty for none
   * @throws RunnerException with 73 where its record is damaged, 66 where it cannot be read
   */
  public Optional<RunRecord> last(String config) {
    try {
      Optional<RunRecord> newest = store.newest(this::read);
      if (newest.isEmpty() || !mayBeElsewhere(newest.get(), config)) {
        return newest;
      }
      List<RunRecord> doubtful = new ArrayList<>();
      Optional<RunRecord> certain =
          store.newest(
              id -> {
                Optional<RunRecord> run = read(id);
                boolean skips = run.filter(r -> mayBeElsewhere(r, config)).isPresent();
                run.filter(r -> skips).ifPresent(doubtful::add);
                return skips ? Optional.empty() : run;
              });
      String owner = certain.map(run -> run.origin().config()).orElse("");
      return doubtful.stream()
          .filter(run -> owner.isEmpty() || run.origin().config().equals(owner))
          .findFirst()
          .or(() -> certain);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The newest run, where it is a refused start of a configuration that was not believed. */
  public Optional<RunRecord> refused(String config) {
    try {
      return store
          .newest(this::read)
          .filter(run -> run.origin().config().equals(config))
          .filter(run -> run.refusal().filter(refusal -> !refusal.own()).isPresent());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static boolean mayBeElsewhere(RunRecord run, String config) {
    return run.refusal().isPresent()
        && !run.refusal().get().own()
        && !run.origin().config().equals(config);
  }

  /**
   * Ids of all kept runs, the oldest first. There may be any number of runs, so whoever needs them
   * reads one after the other and keeps what is needed of it.
   *
   * @throws RunnerException with 66 where the runs cannot be read
   */
  public List<String> ids() {
    try {
      return store.ids();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * A run; empty where it is gone, or not even its beginning was recorded.
   *
   * @throws RunnerException as {@link #last} does
   */
  public Optional<RunRecord> run(String id) {
    try {
      return read(id);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The id that a start would have now. */
  public String nextRun(Instant now) {
    try {
      return store.nextId(now, "");
    } catch (IOException e) {
      return RunIds.of(1, now);
    }
  }

  /**
   * The directories in which something changes when there is news of the last run, or a new one;
   * they need not be there.
   */
  public List<Path> places() {
    List<Path> places = new ArrayList<>(List.of(store.directory("")));
    List<String> ids = ids();
    ids.stream().skip(Math.max(0, ids.size() - 1)).map(store::directory).forEach(places::add);
    return places;
  }

  /**
   * The last successes as a start of the chain would find them.
   *
   * @throws RunnerException as {@link #last} does
   */
  public LastSuccesses successes() {
    try {
      // Of a damaged file the one before it, and the runs since, tell the same.
      LastSuccesses successes =
          Files.isDirectory(directory)
              ? LastSuccesses.newest(directory, (file, e) -> {})
              : new LastSuccesses();
      store.addRunsSince(successes, this::read);
      return successes;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private RunnerException unreadable(IOException e) {
    return new RunnerException(
        ExitCode.NO_INPUT,
        directory.toString(),
        "the kept runs cannot be read: " + FileErrors.reason(e),
        "ask as the user the runner runs as");
  }

  private Optional<RunRecord> read(String id) throws IOException {
    try {
      return Optional.of(store.read(id));
    } catch (NoSuchFileException e) {
      if (store.wasSetAside(id)) {
        throw damaged(id, "it was set aside", "start the chain again; nothing later is known");
      }
      return Optional.empty();
    } catch (CorruptStateException e) {
      throw damaged(id, e.getMessage(), "the next start of the chain sets it aside and says so");
    }
  }

  private RunnerException damaged(String id, String fact, String fix) {
    return new RunnerException(
        ExitCode.CANT_WRITE,
        store.directory(id).resolve(RunStore.JOURNAL).toString(),
        "the record is damaged: " + fact,
        fix);
  }
}
