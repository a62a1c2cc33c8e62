package runner.puppet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import runner.exec.output.ByteSplitter;
import runner.exec.output.Output;
import runner.task.Clock;
import runner.wait.Deadline;

/**
 * The output of one attempt, both streams in one. A blocked run must show nothing, so lines are
 * held back, but no longer than they may be a blocked run's: until a line proves that the lock was
 * passed, or for some time, or up to some size. Once Puppet has ended, its exit code decides
 * whether the rest is shown.
 */
final class DeferredOutput implements Output {
  /** A blocked run ends about 1.4 s after its start; while Puppet says it sleeps, none counts. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** With --debug about 100 lines and 20 KiB come before the look at the lock. */
  private static final int MOST = 1 << 18;

  private final AttemptTranscript said;
  private final Consumer<ByteBuffer> screen;
  private final Clock clock;
  private final ByteSplitter lines;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private Optional<Deadline> holding = Optional.empty();
  private boolean settled;
  private boolean dropped;

  DeferredOutput(AttemptTranscript said, Consumer<ByteBuffer> screen, Clock clock) {
    this.said = said;
    this.screen = screen;
    this.clock = clock;
    this.lines = ByteSplitter.ofLines(said::line);
    Thread timer = new Thread(this::showInTime, "held output");
    timer.setDaemon(true);
    timer.start();
  }

  @Override
  public synchronized void out(ByteBuffer bytes) {
    lines.accept(bytes.duplicate());
    if (settled) {
      pass(bytes);
      return;
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    held.writeBytes(copy);
    if (said.passed() || held.size() > MOST) {
      show();
      return;
    }
    holding = said.sleeps() ? Optional.empty() : holding.or(() -> Optional.of(deadline()));
    notifyAll();
  }

  @Override
  public void err(ByteBuffer bytes) {
    out(bytes);
  }

  @Override
  public boolean merged() {
    return true;
  }

  /** Called after the end of Puppet: reads a last line that was not ended. */
  synchronized void finish() {
    lines.end();
  }

  /** Shows what was held, and everything from now on. */
  synchronized void show() {
    if (!settled) {
      settle();
      pass(ByteBuffer.wrap(held.toByteArray()));
      held.reset();
    }
  }

  /** Forgets what was held; what a background process may still write is not shown either. */
  synchronized void drop() {
    settle();
    dropped = true;
    held.reset();
  }

  private void settle() {
    settled = true;
    notifyAll();
  }

  private void pass(ByteBuffer bytes) {
    if (!dropped) {
      screen.accept(bytes);
    }
  }

  private Deadline deadline() {
    return new Deadline(clock, Optional.of(LONGEST));
  }

  private synchronized void showInTime() {
    try {
      while (!settled) {
        if (holding.isEmpty()) {
          wait();
        } else if (holding.get().over()) {
          show();
        } else {
          wait(Math.max(1, holding.get().cut(LONGEST).toMillis()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
