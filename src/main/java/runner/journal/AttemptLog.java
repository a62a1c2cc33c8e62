package runner.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import runner.files.DurableFiles;

/**
 * The output of one attempt, kept up to a bound: its beginning and its end, where errors stand (64
 * KiB or, of a small bound, the half), with a notice of what was dropped between. So a task that
 * never stops talking cannot fill the disk. A log that cannot be written is given up without harm
 * to the task.
 */
public final class AttemptLog {
  private static final int LONGEST_TAIL = 1 << 16;

  private final FileChannel file;
  private final int tailBound;
  private long room;
  private long dropped;
  private ByteBuffer tail = ByteBuffer.allocate(0);
  private boolean broken;

  private AttemptLog(FileChannel file, long bound) {
    this.file = file;
    this.tailBound = (int) Math.min(LONGEST_TAIL, bound / 2);
    this.room = bound - tailBound;
  }

  /** Creates the log; it is private to its owner. */
  public static AttemptLog create(Path path, long bound) throws IOException {
    return new AttemptLog(DurableFiles.fresh(path), bound);
  }

  /** Adds bytes; the buffer is left as it was. Called from the threads of both streams. */
  public synchronized void write(ByteBuffer bytes) {
    ByteBuffer kept = bytes.duplicate();
    int fits = (int) Math.min(room, kept.remaining());
    ByteBuffer rest = kept.slice(kept.position() + fits, kept.remaining() - fits);
    append(kept.limit(kept.position() + fits));
    room -= fits;
    if (rest.hasRemaining()) {
      keepTail(rest);
    }
  }

  /** Ends the log, with a notice where something was dropped. */
  public synchronized void close() {
    if (dropped > 0) {
      append(
          StandardCharsets.UTF_8.encode(
              "\n[runner: " + dropped + " bytes were dropped here: log_max_size]\n"));
    }
    append(tail.flip());
    try {
      file.close();
    } catch (IOException e) {
      broken = true;
    }
  }

  private void keepTail(ByteBuffer rest) {
    if (tail.capacity() == 0) {
      tail = ByteBuffer.allocate(tailBound);
    }
    int surplus = rest.remaining() - tail.remaining();
    if (surplus > 0) {
      int forgotten = Math.min(surplus, tail.position());
      tail.flip().position(forgotten);
      tail.compact();
      int skipped = surplus - forgotten;
      rest.position(rest.position() + skipped);
      dropped += surplus;
    }
    tail.put(rest);
  }

  private void append(ByteBuffer bytes) {
    try {
      while (!broken && bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      broken = true;
    }
  }
}
