package runner.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import runner.files.AtomicFile;
import runner.files.DurableFiles;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalReader;
import runner.journal.disk.JournalRecord;
import runner.task.TaskName;

/**
 * The last success of every task that ever ran here; it is kept when its run is removed. Each file
 * {@code successes-RUN} is complete up to and including that run. The last two files are kept, so
 * that damage to one loses nothing.
 */
public final class LastSuccesses {
  private static final String PREFIX = "successes-";
  private static final int GENERATIONS = 2;

  private final Map<String, Success> byTask = new TreeMap<>();
  private String through = "";
  private Optional<String> idle = Optional.empty();

  /** The last success of a task, if it ever had one. */
  public Optional<Success> of(TaskName task) {
    return Optional.ofNullable(byTask.get(task.file()));
  }

  /** The last run that this knows; empty before the first. */
  String through() {
    return through;
  }

  /** The newest run in which nothing ran; empty where none is known. */
  Optional<String> idle() {
    return idle;
  }

  /** Notes a run in which nothing ran. */
  void noteIdle(String run) {
    idle = Optional.of(run);
  }

  /** Whether a run is newer than what this knows. */
  boolean lacks(String run) {
    return through.isEmpty() || RunIds.number(run) > RunIds.number(through);
  }

  /** Adds a success, so that a gate knows of it before its run has ended. */
  public void note(Success success) {
    byTask.put(success.task(), success);
  }

  /** Adds the successes of a run. */
  void add(String run, List<Success> successes) {
    successes.forEach(this::note);
    through = run;
  }

  /** Forgets one task, or all of them; says how many were known. */
  int forget(Optional<TaskName> task) {
    int known = byTask.size();
    if (task.isPresent()) {
      byTask.remove(task.get().file());
    } else {
      byTask.clear();
    }
    return known - byTask.size();
  }

  /** Writes all successes to a new file, and removes all but the last two files. */
  void save(Path directory, Instant now) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JournalRecord header =
        JournalRecord.of("successes", now)
            .with("schema", JournalFormat.SCHEMA)
            .with("through", through)
            .with("count", byTask.size())
            .with("idle", idle);
    bytes.writeBytes(header.encode());
    byTask.values().forEach(success -> bytes.writeBytes(success.record().encode()));
    AtomicFile.durable(directory.resolve(PREFIX + through)).write(bytes.toByteArray());
    for (Path old : files(directory).stream().skip(GENERATIONS).toList()) {
      Files.deleteIfExists(old);
    }
  }

  /** The files of all generations, the newest first. */
  static List<Path> files(Path directory) throws IOException {
    return DurableFiles.list(directory).stream()
        .filter(file -> name(file).startsWith(PREFIX))
        .filter(file -> RunIds.isId(name(file).substring(PREFIX.length())))
        .sorted((a, b) -> Long.compare(number(b), number(a)))
        .toList();
  }

  /** What is done about a file that is not what was written, before the one before it is read. */
  interface DamageHandler {
    void handle(Path file, CorruptStateException damage) throws IOException;
  }

  /** The newest generation that is not damaged; empty where there is none. */
  static LastSuccesses newest(Path directory, DamageHandler damaged) throws IOException {
    for (Path file : files(directory)) {
      try {
        return read(file);
      } catch (CorruptStateException e) {
        damaged.handle(file, e);
      }
    }
    return new LastSuccesses();
  }

  static LastSuccesses read(Path file) throws IOException, CorruptStateException {
    List<JournalRecord> lines = new ArrayList<>();
    long whole = JournalReader.read(file, lines::add);
    if (lines.isEmpty() || whole != Files.size(file)) {
      throw new CorruptStateException("the file is not whole");
    }
    JournalRecord header = lines.get(0);
    LastSuccesses successes = new LastSuccesses();
    successes.through = header.text("through");
    successes.idle = header.maybeText("idle").filter(RunIds::isId);
    if (!RunIds.isId(successes.through)) {
      throw new CorruptStateException("through is not a run");
    }
    for (JournalRecord record : lines.subList(1, lines.size())) {
      successes.note(Success.of(record));
    }
    if (header.number("schema") != JournalFormat.SCHEMA
        || header.number("count") != successes.byTask.size()) {
      throw new CorruptStateException("the file does not hold what its first line says");
    }
    return successes;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static long number(Path file) {
    return RunIds.number(name(file).substring(PREFIX.length()));
  }

  /**
   * When a task last succeeded, and where: what schedules and frequencies ask for.
   *
   * @param task the file name of the task
   * @param boot the boot it succeeded in
   * @param instance the instance it succeeded on
   * @param content a hash of its file then, where that was asked for
   */
  public record Success(
      String task, Instant at, String boot, String instance, Optional<String> content) {

    JournalRecord record() {
      return JournalRecord.of("success", at)
          .with("task", task)
          .with("boot", boot)
          .with("instance", instance)
          .with("content", content);
    }

    static Success of(JournalRecord record) throws CorruptStateException {
      return new Success(
          record.text("task"),
          record.at(),
          record.text("boot"),
          record.text("instance"),
          record.maybeText("content"));
    }
  }
}
