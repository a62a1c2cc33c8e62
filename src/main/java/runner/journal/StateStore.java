package runner.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import runner.files.DurableFiles;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalRecord;
import runner.task.Clock;
import runner.task.TaskName;
import runner.text.EnumWord;

/**
 * All that is remembered, as a start finds it. Used by the one runner that holds the lock. A second
 * start that finds what the first left changes nothing.
 */
public final class StateStore {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** What a host without an id says; it proves nothing. */
  private static final String UNKNOWN = "unknown";

  private final Path directory;
  private final RunStore store;
  private final Clock clock;
  private final Consumer<String> alarm;
  private LastSuccesses successes = new LastSuccesses();
  private String saved = "";

  private StateStore(Path directory, Clock clock, Consumer<String> alarm) {
    this.directory = directory;
    this.store = new RunStore(directory);
    this.clock = clock;
    this.alarm = alarm;
  }

  /**
   * Reads what is there. Files that are not what was written are set aside, loudly; what they held
   * is taken from the files beside them as far as those go.
   *
   * @param alarm told of everything an operator must know
   */
  public static StateStore open(StateDirectory state, Clock clock, Consumer<String> alarm)
      throws IOException {
    StateStore memory = new StateStore(state.path(), clock, alarm);
    memory.load();
    return memory;
  }

  /** A journal for the runs to come. */
  public Journal journal(RunRecord.Origin origin, Journal.WriteFailureHandler onFailure) {
    return new Journal(store, origin, clock, onFailure);
  }

  /** The id of the next run. */
  public String nextRun() throws IOException {
    return store.nextId(clock.now(), successes.through());
  }

  /** Where the logs of a run lie. */
  public Path directory(String run) {
    return store.directory(run);
  }

  public LastSuccesses successes() {
    return successes;
  }

  /** The newest run that was recorded at all. */
  public Optional<RunRecord> last() throws IOException {
    return store.newest(this::read);
  }

  /** Records that a run, and what ran in it, was interrupted by the death of its runner. */
  public void settle(RunRecord run) throws IOException {
    settle(run, "its runner died");
  }

  private void settle(RunRecord run, String reason) throws IOException {
    try {
      FileChannel file = store.reopen(run.id());
      try {
        for (RunRecord.Task task : run.tasks()) {
          if (task.state() == RunRecord.State.RUNNING) {
            DurableFiles.append(file, interrupted(task, reason).encode());
          }
        }
        JournalRecord end =
            JournalRecord.of(JournalFormat.RUN_FINISHED, clock.now())
                .with("state", EnumWord.of(RunRecord.State.INTERRUPTED))
                .with("reason", reason);
        DurableFiles.append(file, end.encode());
      } finally {
        file.close();
      }
    } catch (CorruptStateException e) {
      throw new IOException(e);
    }
  }

  private JournalRecord interrupted(RunRecord.Task task, String reason) {
    return JournalRecord.of(JournalFormat.TASK_FINISHED, clock.now())
        .with("task", task.task().file())
        .with("state", EnumWord.of(RunRecord.State.INTERRUPTED))
        .with("reason", reason + " while it ran")
        .with("took_ms", 0);
  }

  /**
   * Moves the runs of another instance, which a golden image carries, to the archive; the last
   * successes stay.
   *
   * @param last the last run
   */
  public void archiveOthers(Optional<RunRecord> last, String instance) throws IOException {
    Optional<String> other =
        last.map(run -> run.origin().instance()).filter(id -> !id.equals(instance));
    if (other.isEmpty() || instance.equals(UNKNOWN)) {
      return;
    }
    // The successes of a run whose runner died may so far be in its journal alone.
    save();
    String name = TIME.format(clock.now()) + "-" + other.get().replaceAll("[^A-Za-z0-9._-]", "_");
    Path archive = DurableFiles.directory(directory.resolve("archive")).resolve(name);
    DurableFiles.move(directory.resolve("runs"), archive);
    alarm.accept(
        "the runs here are of instance "
            + other.get()
            + ", not of "
            + instance
            + ": moved to "
            + archive);
  }

  /**
   * Forgets when a task, or any task, last succeeded; says how many were known. The runs themselves
   * stay.
   */
  public int forget(Optional<TaskName> task) throws IOException {
    int known = successes.forget(task);
    if (known > 0) {
      save();
    }
    return known;
  }

  /** Takes ended runs into the last successes, and forgets the oldest runs. */
  public void close(int keep) throws IOException {
    List<String> ids = store.ids();
    for (String id : ids) {
      if (saved.isEmpty() || RunIds.number(id) > RunIds.number(saved)) {
        take(id);
      }
    }
    save();
    for (String old : ids.subList(0, Math.max(0, ids.size() - Math.max(1, keep)))) {
      store.remove(old);
    }
  }

  private void take(String id) throws IOException {
    Optional<RunRecord> run = read(id);
    if (run.filter(r -> r.state() == RunRecord.State.RUNNING).isPresent()) {
      settle(run.get(), "it was not remembered to its end");
    }
    run.ifPresent(r -> r.addTo(successes));
  }

  private void save() throws IOException {
    if (!successes.through().isEmpty()) {
      successes.save(directory, clock.now());
      saved = successes.through();
    }
  }

  private void load() throws IOException {
    successes = LastSuccesses.newest(directory, this::setAside);
    saved = successes.through();
    store.addRunsSince(successes, this::read);
  }

  private Optional<RunRecord> read(String id) throws IOException {
    try {
      return Optional.of(store.read(id));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CorruptStateException e) {
      setAside(store.directory(id).resolve(RunStore.JOURNAL), e);
      return Optional.empty();
    }
  }

  private void setAside(Path file, CorruptStateException e) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".corrupt-" + TIME.format(clock.now()));
    alarm.accept(
        file + " is damaged (" + e.getMessage() + "); it was set aside as " + aside.getFileName());
    if (!Files.exists(aside)) {
      DurableFiles.move(file, aside);
    }
  }
}
