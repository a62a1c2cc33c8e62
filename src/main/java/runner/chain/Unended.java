package runner.chain;

import java.nio.ByteBuffer;
import runner.exec.output.Output;

/** An attempt's output lent to its condition, after which the attempt itself goes on with it. */
record Unended(Output output) implements Output {
  @Override
  public void out(ByteBuffer bytes) {
    output.out(bytes);
  }

  @Override
  public void err(ByteBuffer bytes) {
    output.err(bytes);
  }

  @Override
  public boolean merged() {
    return output.merged();
  }

  @Override
  public void end() {
    // The attempt's own process has yet to write.
  }
}
