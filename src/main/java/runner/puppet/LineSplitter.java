package runner.puppet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts bytes into lines. Of a long line the beginning is enough; bytes that are no text are
 * replaced, since they must not spoil the rest.
 */
final class LineSplitter {
  private static final int LONGEST = 8192;

  private final Consumer<String> to;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineSplitter(Consumer<String> to) {
    this.to = to;
  }

  /** Takes what remains in the buffer. */
  void feed(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        end();
      } else if (line.size() < LONGEST) {
        line.write(next);
      }
    }
  }

  /** Takes what was written so far for a line. */
  void end() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    to.accept(text);
  }

  boolean inMidLine() {
    return line.size() > 0;
  }
}
