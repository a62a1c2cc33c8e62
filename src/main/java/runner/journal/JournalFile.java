package runner.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import runner.files.DurableFiles;
import runner.files.FileErrors;
import runner.journal.disk.CorruptStateException;

/**
 * The file of a journal that is being written. What a full disk keeps out of it waits in memory and
 * is written with a later line, once there is room.
 */
final class JournalFile {
  /** More is not kept: the run then ends with what its start's record says of it. */
  private static final int MOST_WAITING = 4 << 20;

  private final RunStore store;
  private final String run;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private Optional<FileChannel> file = Optional.empty();
  private boolean open = true;
  private boolean ended;

  JournalFile(RunStore store, String run) {
    this.store = store;
    this.run = run;
  }

  /** The file of a run that has ended, to which more is appended. */
  static JournalFile again(RunStore store, String run) {
    JournalFile journal = new JournalFile(store, run);
    journal.ended = true;
    return journal;
  }

  /** Whether all that was appended is in the file. */
  boolean whole() {
    return open && file.isPresent() && waiting.size() == 0;
  }

  /**
   * Appends a line.
   *
   * @param durable whether it is on the disk when this returns
   * @throws IOException where it cannot be written; nothing more is then, unless the disk is merely
   *     full
   */
  void append(byte[] line, boolean durable) throws IOException {
    if (!open) {
      return;
    }
    waiting.writeBytes(line);
    try {
      if (file.isEmpty() && ended) {
        file = Optional.of(store.reopen(run));
        write(file.get(), durable);
      } else if (file.isEmpty()) {
        file = Optional.of(store.create(run, waiting.toByteArray()));
      } else {
        write(file.get(), durable);
      }
      waiting.reset();
    } catch (CorruptStateException e) {
      close();
      throw new IOException(e);
    } catch (IOException e) {
      if (!FileErrors.isFull(e) || waiting.size() > MOST_WAITING) {
        close();
      }
      throw e;
    }
  }

  /** A line that was written in part is taken back: a later one would hide that it is torn. */
  private void write(FileChannel to, boolean durable) throws IOException {
    long whole = to.position();
    try {
      DurableFiles.append(to, waiting.toByteArray(), durable);
    } catch (IOException e) {
      if (FileErrors.isFull(e)) {
        to.truncate(whole);
      }
      throw e;
    }
  }

  void close() {
    open = false;
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      // Every line was forced to the disk when it was written.
    }
  }
}
