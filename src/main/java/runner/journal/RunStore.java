package runner.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.files.AtomicFile;
import runner.files.DurableFiles;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalReader;

/** The kept runs: a directory each, with a journal that only grows and the logs of its attempts. */
final class RunStore {
  static final String JOURNAL = "journal";

  private final Path directory;

  /** The store of a state directory; nothing is created or read yet. */
  RunStore(Path stateDirectory) {
    this.directory = stateDirectory.resolve("runs");
  }

  /** The directory of a run. */
  Path directory(String run) {
    return directory.resolve(run);
  }

  /** Ids of all kept runs, the oldest first. */
  List<String> ids() throws IOException {
    List<String> ids = new ArrayList<>();
    try {
      for (Path run : DurableFiles.list(directory)) {
        ids.add(run.getFileName().toString());
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    ids.removeIf(name -> !RunIds.isId(name));
    ids.sort((a, b) -> Long.compare(RunIds.number(a), RunIds.number(b)));
    return ids;
  }

  /**
   * The id of the next run.
   *
   * @param known a run that is no longer kept and yet came before; empty where there is none
   */
  String nextId(Instant now, String known) throws IOException {
    List<String> ids = ids();
    long last = known.isEmpty() ? 0 : RunIds.number(known);
    last = ids.isEmpty() ? last : Math.max(last, RunIds.number(ids.get(ids.size() - 1)));
    return RunIds.of(last + 1, now);
  }

  /**
   * The run as its journal tells it.
   *
   * @throws java.nio.file.NoSuchFileException where not even its beginning was written
   * @throws CorruptStateException where the journal is not what was written
   */
  RunRecord read(String run) throws IOException, CorruptStateException {
    return RunFold.of(directory(run), directory(run).resolve(JOURNAL));
  }

  /** Reads a run, or finds none; what is done about damage is its own decision. */
  interface Reader {
    Optional<RunRecord> read(String run) throws IOException;
  }

  /** The newest run that a reader finds. */
  Optional<RunRecord> newest(Reader reader) throws IOException {
    List<String> ids = ids();
    for (int i = ids.size() - 1; i >= 0; i--) {
      Optional<RunRecord> run = reader.read(ids.get(i));
      if (run.isPresent()) {
        return run;
      }
    }
    return Optional.empty();
  }

  /** Adds to the last successes what a reader finds in the runs since. */
  void addRunsSince(LastSuccesses successes, Reader reader) throws IOException {
    for (String id : ids()) {
      if (successes.lacks(id)) {
        reader.read(id).ifPresent(run -> run.addTo(successes));
      }
    }
  }

  /** Whether the journal of a run was found damaged and set aside. */
  boolean wasSetAside(String run) throws IOException {
    return DurableFiles.list(directory(run)).stream()
        .anyMatch(file -> file.getFileName().toString().startsWith(JOURNAL + ".corrupt-"));
  }

  /** Opens the journal of a new run; it appears with its first line or not at all. */
  FileChannel create(String run, byte[] first) throws IOException {
    DurableFiles.directory(directory);
    return AtomicFile.durable(DurableFiles.directory(directory(run)).resolve(JOURNAL)).begin(first);
  }

  /** Opens the journal of an old run, to append after its last whole line. */
  FileChannel reopen(String run) throws IOException, CorruptStateException {
    Path file = directory(run).resolve(JOURNAL);
    return DurableFiles.reopen(file, JournalReader.read(file, line -> {}));
  }

  void remove(String run) throws IOException {
    DurableFiles.removeTree(directory(run));
  }
}
