package runner.pool.git;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import runner.exec.output.Output;
import runner.exec.output.OutputTail;

/**
 * The output of a git command. Standard output goes to a reader piece by piece, so that none of it
 * need fit in memory; of standard error the end is kept.
 */
final class GitOutput implements Output {
  private static final int LONGEST_ERROR = 8192;

  private final Consumer<ByteBuffer> reader;
  private final OutputTail err = new OutputTail(LONGEST_ERROR);
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
  public void err(ByteBuffer bytes) {
    err.add(bytes);
  }

  /** The last words on standard error. */
  String words() {
    return err.text().strip();
  }

  /** Throws what reading the output threw. */
  void rethrow() {
    if (fault != null) {
      throw fault;
    }
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
