package runner.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import runner.files.DurableFiles;
import runner.journal.disk.CorruptStateException;
import runner.task.Clock;
import runner.task.TaskName;

/**
 * All that is remembered, as a start finds it. Used by the one runner that holds the lock. A second
 * start that finds what the first left changes nothing.
 */
public final class StateStore {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path directory;
  private final RunStore store;
  private final JournalEnds ends;
  private final Clock clock;
  private final Consumer<String> alarm;
  private LastSuccesses successes = new LastSuccesses();
  private String saved = "";

  private StateStore(Path directory, Clock clock, Consumer<String> alarm) {
    this.directory = directory;
    this.store = new RunStore(directory);
    this.clock = clock;
    this.ends = new JournalEnds(store, clock);
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

  /** Where the logs of a run lie. */
  public Path directory(String run) {
    return store.directory(run);
  }

  public LastSuccesses successes() {
    return successes;
  }

  /** The newest run that was not refused, but for the one that begins. */
  public Optional<RunRecord> last(Optional<String> begun) throws IOException {
    return store.newest(
        id ->
            begun.equals(Optional.of(id))
                ? Optional.empty()
                : read(id).filter(run -> run.refusal().isEmpty()));
  }

  /** Records that a run, and what ran in it, was interrupted by the death of its runner. */
  public void settle(RunRecord run) throws IOException {
    ends.interrupt(run, "its runner died");
  }

  /** Runs without an end. */
  public List<RunRecord> unended() throws IOException {
    Set<String> ids = new TreeSet<>();
    store.unrecorded().forEach(start -> ids.add(start.run()));
    if (!store.newestIsRecorded()) {
      last(Optional.empty()).map(RunRecord::id).ifPresent(ids::add);
    }
    List<RunRecord> unended = new ArrayList<>();
    for (String id : ids) {
      read(id).filter(run -> run.state() == RunRecord.State.RUNNING).ifPresent(unended::add);
    }
    return unended;
  }

  /** Takes up the runs that ended while there was no room to record them. */
  public void takeUp() throws IOException {
    for (StartRecord start : store.unrecorded()) {
      if (start.state() != RunRecord.State.RUNNING) {
        complete(start.run());
      }
    }
  }

  private void complete(String id) throws IOException {
    Optional<RunRecord> run = read(id);
    try {
      if (run.isPresent() && !store.isWhole(id)) {
        ends.complete(run.get());
      } else {
        ends.taken(id);
      }
    } catch (CorruptStateException e) {
      throw new IOException(e);
    }
  }

  /**
   * Records that a start begins: from now on, no older run answers for it.
   *
   * @return the id of its run
   */
  public String begin(RunRecord.Origin origin) throws IOException {
    String id = store.nextId(clock.now(), successes.through());
    store.note(StartRecord.begun(id, origin, clock.now()));
    return id;
  }

  /**
   * Records that a start was refused.
   *
   * @param begun the id of its run, where it has one
   * @param own whether the state directory is of its chain for certain
   * @return the id of its run
   */
  public String refuse(
      Optional<String> begun, RunRecord.Origin origin, int code, boolean own, String reason)
      throws IOException {
    Optional<RunRecord> last = begun.isPresent() ? Optional.empty() : store.newest(this::read);
    String next = begun.orElse(store.nextId(clock.now(), successes.through()));
    RunRecord.Refusal refusal = new RunRecord.Refusal(code, 1, own);
    StartRecord start = StartRecord.refused(next, origin, refusal, reason, clock.now());
    StartRecord whole = last.map(start::after).orElse(start);
    ends.refuse(whole, origin);
    new RunPruning(store, this::read).pruneRefused();
    return whole.run();
  }

  /**
   * Moves the runs of another instance, which a golden image carries, to the archive; the last
   * successes stay.
   *
   * @param last the last run
   */
  public void archiveOthers(Optional<RunRecord> last, String instance) throws IOException {
    Optional<String> other =
        last.map(run -> run.origin().instance())
            .filter(id -> !id.equals(instance) && !id.equals(RunRecord.Origin.UNKNOWN));
    if (other.isEmpty() || instance.equals(RunRecord.Origin.UNKNOWN)) {
      return;
    }
    // The successes of a run whose runner died may so far be in its journal alone.
    save();
    String name = TIME.format(clock.now()) + "-" + other.get().replaceAll("[^A-Za-z0-9._-]", "_");
    Path archive = store.archive(name);
    String whose = "of instance " + other.get() + ", not of " + instance;
    alarm.accept("the runs here are " + whose + ": moved to " + archive);
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

  /**
   * Takes ended runs into the last successes, and forgets the oldest runs.
   *
   * @param keep how many beside the newest in which nothing ran; the newest always
   */
  public void close(int keep) throws IOException {
    List<String> ids = store.ids();
    Set<String> surplus = new LinkedHashSet<>();
    for (String id : ids) {
      if (saved.isEmpty() || RunIds.number(id) > RunIds.number(saved)) {
        Optional<RunRecord> run = take(id);
        if (run.filter(RunPruning::isIdle).isPresent()) {
          successes.idle().ifPresent(surplus::add);
          successes.noteIdle(id);
        }
      }
    }
    save();
    takeUp();
    store.removeLeftovers();
    new RunPruning(store, this::read).prune(ids, surplus, successes.idle(), keep);
  }

  private Optional<RunRecord> take(String id) throws IOException {
    Optional<RunRecord> run = read(id);
    if (run.filter(r -> r.state() == RunRecord.State.RUNNING).isPresent()) {
      ends.interrupt(run.get(), "it was not remembered to its end");
    }
    run.ifPresent(r -> r.addTo(successes));
    return run;
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
