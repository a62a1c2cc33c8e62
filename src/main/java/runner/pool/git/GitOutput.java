package runner.pool.git;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import runner.exec.output.Output;

/**
 * The output of a git command. Standard output goes to a reader piece by piece, so that none of it
 * need fit in memory; of standard error the end is kept.
 */
final class GitOutput implements Output {
  private static final int MOST = 8192;

  private final Consumer<ByteBuffer> reader;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile RuntimeException fault;

  GitOutput(Consumer<ByteBuffer> reader) {
    this.reader = reader;
  }

  @Override
  public void out(ByteBuffer bytes) {
    if (fault != null) {
      return;
    }
    try {
      reader.accept(bytes);
    } catch (RuntimeException e) {
      // Thrown here it would end the thread that must read on, or git would never end.
      fault = e;
    }
  }

  @Override
  public synchronized void err(ByteBuffer bytes) {
    byte[] piece = new byte[bytes.remaining()];
    bytes.get(piece);
    err.writeBytes(piece);
    if (err.size() > 2 * MOST) {
      byte[] all = err.toByteArray();
      err.reset();
      err.write(all, all.length - MOST, MOST);
    }
  }

  /** The last words on standard error. */
  synchronized String words() {
    String text = err.toString(StandardCharsets.UTF_8).strip();
    return text.substring(Math.max(0, text.length() - MOST));
  }

  /** Throws what reading the output threw. */
  void rethrow() {
    if (fault != null) {
      throw fault;
    }
  }

  @Override
  public boolean merged() {
    return false;
  }

  @Override
  public void end() {
    ended.complete(null);
  }

  /** Done when nothing more can come: the end of the process may be known before. */
  CompletableFuture<Void> ended() {
    return ended;
  }
}
