package runner.cli.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import runner.stream.StreamWriter;

/**
 * Standard output or error. A command that answers a question writes it directly and waits for its
 * reader, such as a pager, as long as that takes. What runs tasks must not wait, so its writer is
 * put in between.
 */
final class OwnStream extends OutputStream {
  private final OutputStream direct;
  private volatile Optional<StreamWriter> writer = Optional.empty();

  OwnStream(OutputStream direct) {
    this.direct = direct;
  }

  void leadTo(StreamWriter next) {
    writer = Optional.of(next);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (writer.isPresent()) {
      writer.get().write(ByteBuffer.wrap(bytes, from, length));
    } else {
      direct.write(bytes, from, length);
    }
  }

  /** What runs tasks goes on without a reader, so there it is no failure that nothing is taken. */
  @Override
  public void flush() throws IOException {
    if (writer.isEmpty()) {
      direct.flush();
      return;
    }
    try {
      writer.get().flush();
    } catch (IOException e) {
      // The journal and the logs have it all.
    }
  }
}
