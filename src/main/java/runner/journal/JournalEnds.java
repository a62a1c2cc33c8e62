package runner.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import runner.files.DurableFiles;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalRecord;
import runner.task.Clock;
import runner.text.EnumWord;

/**
 * Writes the ends of runs that could not write them: whose runner died, found the disk full, or was
 * refused before it had a journal.
 */
final class JournalEnds {
  private final RunStore store;
  private final Clock clock;

  JournalEnds(RunStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Records that a run, and what ran in it, was interrupted. */
  void interrupt(RunRecord run, String reason) throws IOException {
    try (FileChannel file = open(run)) {
      for (RunRecord.Task task : run.tasks()) {
        if (task.state() == RunRecord.State.RUNNING) {
          JournalRecord line =
              JournalRecord.of(JournalFormat.TASK_FINISHED, clock.now())
                  .with("task", task.task().file())
                  .with("state", EnumWord.of(RunRecord.State.INTERRUPTED))
                  .with("reason", reason + " while it ran")
                  .with("took_ms", 0);
          DurableFiles.append(file, line.encode());
        }
      }
      DurableFiles.append(file, finished(RunRecord.State.INTERRUPTED, reason).encode());
    }
    taken(run.id());
  }

  /** Records how a run ended, where the record of its start tells more than its journal. */
  void complete(RunRecord run) throws IOException {
    try (FileChannel file = open(run)) {
      JournalRecord end =
          run.refusal()
              .map(refusal -> refused(run.origin(), refusal, run.reason(), run.started()))
              .orElseGet(() -> finished(run.state(), run.reason()));
      DurableFiles.append(file, end.encode());
    }
    taken(run.id());
  }

  /** Records a refusal; equal ones in a row are one run. */
  void refuse(StartRecord start, RunRecord.Origin origin) throws IOException {
    RunRecord.Refusal refusal = start.refusal().orElseThrow();
    // What a full disk keeps out of the journal is in this place, and is taken up from it.
    store.note(start);
    byte[] line = refused(origin, refusal, start.reason(), start.at()).encode();
    try (FileChannel file = store.reopen(start.run())) {
      DurableFiles.append(file, line);
    } catch (NoSuchFileException e) {
      create(start.run(), origin, start.at(), line).close();
    } catch (CorruptStateException e) {
      throw new IOException(e);
    }
    store.note(start.recorded());
  }

  private FileChannel open(RunRecord run) throws IOException {
    try {
      return store.reopen(run.id());
    } catch (NoSuchFileException e) {
      return create(run.id(), run.origin(), run.started(), new byte[0]);
    } catch (CorruptStateException e) {
      throw new IOException(e);
    }
  }

  /** A journal appears with all of its beginning, or not at all. */
  private FileChannel create(String run, RunRecord.Origin origin, Instant begun, byte[] more)
      throws IOException {
    byte[] header = RunHeader.of(run, origin, begun, Optional.empty(), List.of()).encode();
    byte[] both = Arrays.copyOf(header, header.length + more.length);
    System.arraycopy(more, 0, both, header.length, more.length);
    return store.create(run, both);
  }

  /** Notes that the journal of a run has all of it. */
  void taken(String run) throws IOException {
    Optional<StartRecord> start = store.start(run);
    if (start.isPresent()) {
      store.note(start.get().recorded());
    }
  }

  private JournalRecord finished(RunRecord.State state, String reason) {
    return JournalRecord.of(JournalFormat.RUN_FINISHED, clock.now())
        .with("state", EnumWord.of(state))
        .with("reason", reason);
  }

  private JournalRecord refused(
      RunRecord.Origin origin, RunRecord.Refusal refusal, String reason, Instant at) {
    return RunHeader.withRunner(JournalRecord.of(JournalFormat.REFUSED, at), origin.runner())
        .with("code", refusal.code())
        .with("count", refusal.count())
        .with("reason", reason)
        .with("own", refusal.own());
  }
}
