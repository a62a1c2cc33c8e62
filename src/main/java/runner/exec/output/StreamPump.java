package runner.exec.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.function.Consumer;
import runner.task.Clock;
import runner.wait.StopRequest;

/** Passes one stream of a process on until its last writer is gone. */
final class StreamPump {
  private static final int PIECE = 1 << 16;

  /** What a pipe can hold (pipe(7)): more than this was written after the process had ended. */
  private static final int PIPE_CAPACITY = 1 << 16;

  private static final ThreadLocal<ByteBuffer> PIECES =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(PIECE));

  private final ReadableByteChannel from;
  private final Consumer<ByteBuffer> to;
  private final Clock clock;
  private final Runnable atEnd;
  private boolean reading;
  private boolean ended;
  private Duration changed;
  private long fed;

  private StreamPump(
      ReadableByteChannel from, Consumer<ByteBuffer> to, Runnable atEnd, Clock clock) {
    this.from = from;
    this.to = to;
    this.atEnd = atEnd;
    this.clock = clock;
    this.changed = clock.uptime();
  }

  static StreamPump start(
      ReadableByteChannel from, Consumer<ByteBuffer> to, Runnable atEnd, Clock clock) {
    StreamPump pump = new StreamPump(from, to, atEnd, clock);
    IoThreads.start(pump::run);
    return pump;
  }

  private void run() {
    ByteBuffer piece = PIECES.get().clear();
    try (from) {
      while (read(piece) >= 0) {
        int size = piece.flip().remaining();
        to.accept(piece);
        piece.clear();
        fed(size);
      }
    } catch (IOException e) {
      // A pipe that cannot be read has no more output.
    } finally {
      atEnd.run();
      end();
    }
  }

  private int read(ByteBuffer piece) throws IOException {
    reading(true);
    int count = from.read(piece);
    reading(false);
    return count;
  }

  private synchronized void reading(boolean now) {
    reading = now;
    changed = clock.uptime();
    notifyAll();
  }

  private synchronized void fed(int size) {
    fed += size;
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  private synchronized void wake() {
    notifyAll();
  }

  /**
   * Waits, after the process has ended, for the end of its stream. A background process may keep it
   * open for ever, so it is enough when nothing came for a while, or more than the process itself
   * can have left in the pipe. What is being written is waited for, however slowly it is taken.
   */
  void drain(Duration quiet, StopRequest stop) {
    Runnable wake = this::wake;
    stop.listen(wake);
    try {
      drainUntilQuiet(quiet, stop);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stop.forget(wake);
    }
  }

  private synchronized void drainUntilQuiet(Duration quiet, StopRequest stop)
      throws InterruptedException {
    long most = fed + PIPE_CAPACITY + PIECE;
    // A reader that waited before the process wrote may not have woken yet; it gets the same time.
    Duration begun = clock.uptime();
    while (!ended && !stop.requested() && fed <= most) {
      Duration since = changed.compareTo(begun) > 0 ? changed : begun;
      Duration left = since.plus(quiet).minus(clock.uptime());
      if (!reading) {
        wait();
      } else if (left.isNegative() || left.isZero()) {
        return;
      } else {
        wait(Math.max(1, left.toMillis()));
      }
    }
  }
}
