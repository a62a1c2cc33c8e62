package runner.jobs.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import runner.files.AtomicFile;
import runner.files.DurableFiles;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalReader;
import runner.journal.disk.JournalRecord;
import runner.process.ProcessId;
import runner.task.Clock;
import runner.task.ExitCode;
import runner.task.Problem;

/**
 * The jobs that this host started, whatever a store says: a file for each job, on the disk before
 * the job begins. A journal has an incarnation, a random word, so that a lost journal is noticed.
 * Used by the one runner that holds the lock of the state directory.
 */
public final class HostJournal {
  private static final String INCARNATION = "incarnation";

  private final Path path;
  private final Clock clock;
  private final String incarnation;
  private final Map<JobId, JobRecord> tracks;

  private HostJournal(Path path, Clock clock, String incarnation, Map<JobId, JobRecord> tracks) {
    this.path = path;
    this.clock = clock;
    this.incarnation = incarnation;
    this.tracks = tracks;
  }

  /**
   * Reads the journal, and makes sure that it can be written.
   *
   * @param instance the id of this instance: a journal that was copied to another one is a new one
   * @param token a new random word, asked for when a journal is begun
   * @param alarm told of files that are not what was written
   * @throws IOException where it cannot be read or written; then no job may be started
   */
  public static HostJournal open(
      Path path, String instance, Supplier<String> token, Clock clock, Consumer<String> alarm)
      throws IOException {
    DurableFiles.directory(path);
    Path probe = path.resolve("probe");
    AtomicFile.durable(probe).write(new byte[] {'\n'});
    DurableFiles.remove(probe);
    String incarnation = incarnation(path, instance, token, clock);
    Map<JobId, JobRecord> tracks = new TreeMap<>();
    for (Path file : DurableFiles.list(path)) {
      Optional<JobId> jid = JobId.parse(file.getFileName().toString());
      if (jid.isPresent()) {
        tracks.put(jid.get(), read(file, jid.get(), alarm));
      }
    }
    return new HostJournal(path, clock, incarnation, tracks);
  }

  /** Why {@link #open} would fail, as far as reading shows. Changes nothing. */
  public static Optional<Problem> faultOf(Path path) {
    Path incarnation = path.resolve(INCARNATION);
    try {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          && !(Files.isDirectory(path) && Files.isWritable(path))) {
        return Optional.of(fault(path, "is no directory that can be written"));
      }
      if (Files.exists(incarnation, LinkOption.NOFOLLOW_LINKS)) {
        JournalRecord.decode(Files.readAllBytes(incarnation)).text("token");
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(fault(incarnation, "cannot be read"));
    } catch (CorruptStateException e) {
      return Optional.of(fault(incarnation, "is damaged: " + e.getMessage()));
    }
  }

  private static Problem fault(Path file, String fact) {
    return new Problem(
        file.toString(),
        fact + ", so no job is started",
        "move it away; what was begun is unknown then",
        ExitCode.CANT_WRITE);
  }

  private static String incarnation(Path path, String instance, Supplier<String> token, Clock clock)
      throws IOException {
    Path file = path.resolve(INCARNATION);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        JournalRecord line = JournalRecord.decode(Files.readAllBytes(file));
        if (line.text("instance").equals(instance)) {
          return line.text("token");
        }
      } catch (CorruptStateException e) {
        throw new IOException(file + " is damaged: " + e.getMessage(), e);
      }
    }
    String fresh = token.get();
    AtomicFile.durable(file)
        .write(
            JournalRecord.of(INCARNATION, clock.now())
                .with("token", fresh)
                .with("instance", instance)
                .encode());
    return fresh;
  }

  private static JobRecord read(Path file, JobId jid, Consumer<String> alarm) throws IOException {
    List<JournalRecord> lines = new ArrayList<>();
    try {
      JournalReader.read(file, lines::add);
      return JobRecord.of(jid, lines);
    } catch (CorruptStateException e) {
      alarm.accept(file + " is damaged (" + e.getMessage() + "); its job is never run again");
      return JobRecord.damaged(jid);
    }
  }

  String incarnation() {
    return incarnation;
  }

  Optional<JobRecord> track(JobId jid) {
    return Optional.ofNullable(tracks.get(jid));
  }

  /** Whether it remembers a job. */
  public boolean knows(JobId jid) {
    return tracks.containsKey(jid);
  }

  /** Every job it knows, the oldest first. */
  List<JobRecord> tracks() {
    return List.copyOf(tracks.values());
  }

  /** Writes down that a job is about to be started. */
  void started(Job job, JobRecord.Start start) throws IOException {
    int number = track(job.jid()).map(JobRecord::starts).orElse(0) + 1;
    byte[] line = start.line(job, number, clock.now()).encode();
    if (number == 1) {
      AtomicFile.durable(file(job.jid())).write(line);
      tracks.put(
          job.jid(), new JobRecord(job.jid(), 1, Optional.of(start), Optional.empty(), false));
    } else {
      append(job.jid(), line, true);
      tracks.computeIfPresent(job.jid(), (jid, track) -> track.started(start));
    }
  }

  /** Notes its process; of use only as long as the machine is up, so the disk is not waited for. */
  void spawned(JobId jid, ProcessId process) throws IOException {
    JournalRecord line =
        JournalRecord.of(JobRecord.SPAWNED, clock.now())
            .with("pid", process.pid())
            .with("ticks", process.started());
    append(jid, line.encode(), false);
  }

  /** Writes down how a start ended. */
  void ended(JobId jid, JobRecord.End end) throws IOException {
    if (track(jid).flatMap(JobRecord::last).isPresent()) {
      append(jid, end.line(clock.now()).encode(), true);
    }
    tracks.computeIfPresent(jid, (id, track) -> track.ended(end));
  }

  /** Notes that the store knows; if that is lost, the store is told once more. */
  void reported(JobId jid) throws IOException {
    if (track(jid).flatMap(JobRecord::last).isPresent()) {
      append(jid, JournalRecord.of(JobRecord.REPORTED, clock.now()).encode(), false);
    }
    tracks.computeIfPresent(jid, (id, track) -> track.told());
  }

  /** Forgets a job; only one that every store refuses as expired may be forgotten. */
  void forget(JobId jid) throws IOException {
    DurableFiles.remove(file(jid));
    tracks.remove(jid);
  }

  private Path file(JobId jid) {
    return path.resolve(jid.text());
  }

  /** Appends after the last whole line; a line that a crash left incomplete is removed. */
  private void append(JobId jid, byte[] line, boolean durable) throws IOException {
    try {
      long whole = JournalReader.read(file(jid), each -> {});
      try (FileChannel file = DurableFiles.reopen(file(jid), whole)) {
        DurableFiles.append(file, line, durable);
      }
    } catch (CorruptStateException e) {
      throw new IOException(e);
    }
  }
}
