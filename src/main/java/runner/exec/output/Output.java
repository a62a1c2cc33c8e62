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

  /**
   * Whether both streams go to one place, so that one pipe must serve them to keep the order.
   * Default: they do not.
   */
  default boolean merged() {
    return false;
  }

  /** Called once, when the last stream has lost its last writer. Default: nothing happens. */
  default void end() {}

  /** The same for a process that is not the last to write here: its end does not end this. */
  default Output unended() {
    Output whole = this;
    return new Output() {
      @Override
      public void out(ByteBuffer bytes) {
        whole.out(bytes);
      }

      @Override
      public void err(ByteBuffer bytes) {
        whole.err(bytes);
      }

      @Override
      public boolean merged() {
        return whole.merged();
      }
    };
  }
}
