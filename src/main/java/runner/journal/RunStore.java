package runner.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.files.AtomicFile;
import runner.files.DurableFiles;
import runner.files.FileErrors;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalReader;

/** The kept runs: a directory each, with a journal that only grows and the logs of its attempts. */
final class RunStore {
  static final String JOURNAL = "journal";

  /** What the directory of a run is called while it is removed. */
  private static final String REMOVED = ".removed";

  private final Path directory;
  private final StartFile starts;

  /** The store of a state directory; nothing is created or read yet. */
  RunStore(Path stateDirectory) {
    this.directory = stateDirectory.resolve("runs");
    this.starts = new StartFile(stateDirectory);
  }

  /** The directory of a run. */
  Path directory(String run) {
    return directory.resolve(run);
  }

  /** Those of the last starts of which no journal tells the end; the oldest first. */
  List<StartRecord> unrecorded() throws IOException {
    List<StartRecord> unrecorded = new ArrayList<>(starts.read());
    unrecorded.removeIf(StartRecord::whole);
    return unrecorded;
  }

  /** How the start of a run stands, where its record or its mark tells. */
  Optional<StartRecord> start(String run) throws IOException {
    Optional<StartRecord> start = starts.of(run);
    return start.isPresent() ? start : StartMark.read(directory(run), run);
  }

  /** Writes down how a start stands; on the disk when it returns, if there is any room at all. */
  void note(StartRecord start) throws IOException {
    if (starts.write(start)) {
      return;
    }
    try {
      DurableFiles.directory(directory);
      StartMark.write(DurableFiles.directory(directory(start.run())), start);
    } catch (IOException e) {
      if (!FileErrors.isFull(e)) {
        throw e;
      }
    }
  }

  /** Whether the newest run is known to have ended, so that no journal need be read for that. */
  boolean newestIsRecorded() throws IOException {
    List<String> ids = ids();
    Optional<StartRecord> newest =
        ids.isEmpty() ? Optional.empty() : starts.of(ids.get(ids.size() - 1));
    return newest.isPresent() && newest.get().whole() && newest.get().refusal().isEmpty();
  }

  /** Ids of all runs that are known, the oldest first. */
  List<String> ids() throws IOException {
    List<String> ids = directories();
    // One that has a whole journal was removed with it.
    for (StartRecord start : unrecorded()) {
      if (!ids.contains(start.run())) {
        ids.add(start.run());
      }
    }
    ids.sort((a, b) -> Long.compare(RunIds.number(a), RunIds.number(b)));
    return ids;
  }

  private List<String> directories() throws IOException {
    List<String> ids = new ArrayList<>();
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(directory)) {
      runs.forEach(run -> ids.add(run.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return ids;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    ids.removeIf(name -> !RunIds.isId(name));
    return ids;
  }

  /**
   * The id of the next run.
   *
   * @param known a run that is no longer kept and yet came before; empty where there is none
   */
  String nextId(Instant now, String known) throws IOException {
    long last = known.isEmpty() ? 0 : RunIds.number(known);
    for (String run : ids()) {
      last = Math.max(last, RunIds.number(run));
    }
    for (StartRecord start : starts.read()) {
      last = Math.max(last, start.number());
    }
    return RunIds.of(last + 1, now);
  }

  /**
   * The run as its journal and the record of its start tell it.
   *
   * @throws NoSuchFileException where the journal was set aside, or the run removed just now
   * @throws CorruptStateException where the journal is not what was written
   */
  RunRecord read(String run) throws IOException, CorruptStateException {
    try {
      RunRecord told = RunFold.of(directory(run), directory(run).resolve(JOURNAL));
      if (told.state() != RunRecord.State.RUNNING) {
        return told;
      }
      Optional<StartRecord> ended =
          start(run).filter(start -> start.state() != RunRecord.State.RUNNING);
      // It may have ended since its journal was read.
      RunRecord now =
          ended.filter(StartRecord::whole).isPresent()
              ? RunFold.of(directory(run), directory(run).resolve(JOURNAL))
              : told;
      return ended
          .filter(start -> now.state() == RunRecord.State.RUNNING)
          .map(start -> RunEnding.of(now, start))
          .orElse(now);
    } catch (NoSuchFileException e) {
      Optional<StartRecord> start = start(run);
      boolean removed = start.isEmpty() && !Files.isDirectory(directory(run));
      if (removed || wasSetAside(run)) {
        throw e;
      }
      return RunEnding.of(start.orElseGet(() -> StartRecord.unknown(run)));
    }
  }

  /** Whether a run has a journal that tells of its end, or had one that was damaged. */
  boolean isWhole(String run) throws IOException, CorruptStateException {
    try {
      RunRecord told = RunFold.of(directory(run), directory(run).resolve(JOURNAL));
      return told.state() != RunRecord.State.RUNNING;
    } catch (NoSuchFileException e) {
      return wasSetAside(run);
    }
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

  /**
   * Whether the journal of a run was found damaged and set aside; of one that is gone it was not.
   */
  boolean wasSetAside(String run) throws IOException {
    try {
      return DurableFiles.list(directory(run)).stream()
          .anyMatch(file -> file.getFileName().toString().startsWith(JOURNAL + ".corrupt-"));
    } catch (NoSuchFileException e) {
      return false;
    }
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

  /** Removes a run; nobody sees one of which only a part is there. */
  void remove(String run) throws IOException {
    Path removed = directory.resolve(run + REMOVED);
    try {
      DurableFiles.move(directory(run), removed);
    } catch (NoSuchFileException e) {
      return;
    }
    DurableFiles.removeTree(removed);
  }

  /** Moves all runs to the archive, under a name. */
  Path archive(String name) throws IOException {
    Path archive = DurableFiles.directory(directory.resolveSibling("archive")).resolve(name);
    DurableFiles.move(directory, archive);
    return archive;
  }

  /** Removes what a killed runner left while it removed runs. */
  void removeLeftovers() throws IOException {
    for (Path left : DurableFiles.list(directory)) {
      if (left.getFileName().toString().endsWith(REMOVED)) {
        DurableFiles.removeTree(left);
      }
    }
  }
}
