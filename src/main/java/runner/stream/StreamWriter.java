package runner.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import runner.task.Clock;
import runner.wait.Deadline;

/**
 * Writes a stream whose reader may take nothing for ever. A write that blocks can neither be
 * limited nor interrupted in Java, so one thread does nothing else, and everybody else hands bytes
 * over to it. A reader that took nothing for a while is stalled: what is written then is counted
 * and left out. As soon as the reader takes something again, a notice tells how many bytes are
 * missing, and the stream goes on. A slow reader is waited for and loses nothing.
 */
public final class StreamWriter {
  /**
   * How long a stall must last after it was noticed. If we were stopped ourselves (SIGSTOP, a
   * freezer), the time is over at once; then the thread that writes must have had its turn.
   */
  private static final Duration CONFIRMATION = Duration.ofMillis(500);

  /** The bytes of one call stay together, so others wait for their turn. */
  private final Object turn = new Object();

  private final Sink sink;
  private final StreamKind kind;
  private final Clock clock;
  private LongFunction<String> notice;
  private Duration patience;

  /** What is to be written after what is in hand. */
  private ByteBuffer next;

  /** How much of it decorates the screen and would be missed by nobody. */
  private int decoration;

  /** What is being written, from its position on; a piece of it at a time. */
  private ByteBuffer inHand;

  private Duration taken;
  private boolean writing;
  private boolean stalled;
  private boolean broken;
  private boolean midLine;
  private long leftOut;

  /** Where the bytes go. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Writes all of them, however long that takes.
     *
     * @throws IOException when there is no reader any more; it is not called again then
     */
    void write(ByteBuffer bytes) throws IOException;
  }

  private StreamWriter(Sink sink, StreamKind kind, LongFunction<String> notice, Clock clock) {
    this.sink = sink;
    this.kind = kind;
    this.notice = notice;
    this.clock = clock;
    this.patience = kind.patience();
    this.taken = clock.uptime();
    this.next = ByteBuffer.allocateDirect(kind.buffer());
    this.inHand = ByteBuffer.allocateDirect(kind.buffer()).limit(0);
  }

  /**
   * Starts the thread that writes.
   *
   * @param notice what tells that so many bytes are missing; empty for nothing
   */
  static StreamWriter start(Sink sink, StreamKind kind, LongFunction<String> notice, Clock clock) {
    StreamWriter writer = new StreamWriter(sink, kind, notice, clock);
    Thread thread = new Thread(writer::run, "writer");
    thread.setDaemon(true);
    thread.start();
    return writer;
  }

  /** Sets how a notice reads, with its line end. */
  public synchronized void notices(LongFunction<String> words) {
    this.notice = words;
  }

  /** From now on a reader that takes nothing for so long is stalled, if that is shorter. */
  synchronized void hurry(Duration longest) {
    patience = longest.compareTo(patience) < 0 ? longest : patience;
    notifyAll();
  }

  /** Hands bytes over. If the reader is stalled, they are counted and left out. */
  public void write(ByteBuffer bytes) {
    put(bytes, true);
  }

  /** The same for what changes the look of the screen: it is not counted when it is left out. */
  public void decorate(ByteBuffer bytes) {
    put(bytes, false);
  }

  private void put(ByteBuffer bytes, boolean counted) {
    synchronized (turn) {
      handOver(bytes, counted);
    }
  }

  private synchronized void handOver(ByteBuffer bytes, boolean counted) {
    while (bytes.hasRemaining() && !broken) {
      if (stalled) {
        leftOut += counted ? bytes.remaining() : 0;
        bytes.position(bytes.limit());
      } else if (next.hasRemaining()) {
        int size = Math.min(next.remaining(), bytes.remaining());
        next.put(bytes.slice(bytes.position(), size));
        bytes.position(bytes.position() + size);
        decoration += counted ? 0 : size;
        notifyAll();
      } else {
        // Not next::hasRemaining: which buffer is the next one changes meanwhile.
        awaitUnlessStalled(() -> next.hasRemaining());
      }
    }
  }

  /**
   * Waits until all is written, unless the reader is or gets stalled.
   *
   * @throws IOException if there is no reader any more
   */
  public synchronized void flush() throws IOException {
    awaitUnlessStalled(this::idle);
    if (broken) {
      throw new IOException("there is no reader any more");
    }
  }

  /** Waits until all is written, also by a reader that is stalled now. */
  synchronized void await(Deadline deadline) {
    try {
      while (!broken && !idle() && !deadline.over()) {
        wait(Math.max(1, deadline.left().orElseThrow().toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean idle() {
    return !(writing || inHand.hasRemaining() || next.position() > 0);
  }

  private synchronized void awaitUnlessStalled(BooleanSupplier done) {
    Duration asked = clock.uptime();
    try {
      while (!done.getAsBoolean() && !broken && !stalled) {
        Duration since = taken.compareTo(asked) > 0 ? taken : asked;
        long left = since.plus(patience).minus(CONFIRMATION).minus(clock.uptime()).toMillis();
        if (left > 0) {
          wait(left);
        } else {
          confirm(done);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stall();
    }
  }

  private void confirm(BooleanSupplier done) throws InterruptedException {
    Duration before = taken;
    Deadline deadline = new Deadline(clock, Optional.of(CONFIRMATION));
    while (!done.getAsBoolean() && !broken && !stalled && before.equals(taken)) {
      if (deadline.over()) {
        stall();
        return;
      }
      wait(Math.max(1, deadline.left().orElseThrow().toMillis()));
    }
  }

  /** The piece that the thread hangs in is delivered whole, whenever that is; all else is not. */
  private void stall() {
    stalled = true;
    leftOut += inHand.remaining() + next.position() - decoration;
    inHand.position(inHand.limit());
    next.clear();
    decoration = 0;
    notifyAll();
  }

  private void run() {
    try {
      while (true) {
        sink.write(piece());
      }
    } catch (IOException | InterruptedException e) {
      synchronized (this) {
        broken = true;
        notifyAll();
      }
    }
  }

  /** Called when the last piece was taken; waits for the next one. */
  private synchronized ByteBuffer piece() throws InterruptedException {
    taken = clock.uptime();
    writing = false;
    if (stalled) {
      resume();
    }
    notifyAll();
    while (!inHand.hasRemaining()) {
      if (next.position() == 0) {
        wait();
      } else {
        swap();
      }
    }
    writing = true;
    ByteBuffer piece = inHand.slice(inHand.position(), Math.min(kind.piece(), inHand.remaining()));
    inHand.position(inHand.position() + piece.limit());
    midLine = piece.get(piece.limit() - 1) != '\n';
    return piece;
  }

  private void swap() {
    ByteBuffer full = next.flip();
    next = inHand.clear();
    inHand = full;
    decoration = 0;
    notifyAll();
  }

  /** The reader takes again: a notice is written first, and then what is written from now on. */
  private void resume() {
    String words = leftOut == 0 ? "" : notice.apply(leftOut);
    String begin = words.isEmpty() || !midLine ? "" : "\n";
    inHand.clear().put(StandardCharsets.UTF_8.encode(begin + words)).flip();
    stalled = false;
    leftOut = 0;
  }
}
