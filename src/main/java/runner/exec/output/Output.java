package runner.exec.output;

import java.nio.ByteBuffer;

/**
 * Where the output of a process goes. Each stream is fed by a thread of its own, in the order of
 * its bytes, while the process runs; and for as long as a background process it left behind still
 * writes.
 */
public interface Output {
  /** Called with every piece of standard output, or of both streams where {@link #merged}. */
  void out(ByteBuffer bytes);

  /** Called with every piece of standard error. */
  void err(ByteBuffer bytes);

  /** Whether both streams go to one place, so that one pipe must serve them to keep the order. */
  boolean merged();

  /** Called once, when the last writer of the last stream is gone. */
  void end();
}
