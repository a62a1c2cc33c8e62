package runner.pool.claim;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts the output of git at its NULs. A field may be as long as somebody else likes; only its
 * beginning is kept.
 */
final class NulSplitter implements Consumer<ByteBuffer> {
  private static final int LONGEST = 1 << 14;

  private final Consumer<String> each;
  private final ByteArrayOutputStream field = new ByteArrayOutputStream();

  NulSplitter(Consumer<String> each) {
    this.each = each;
  }

  @Override
  public void accept(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (b == 0) {
        each.accept(field.toString(StandardCharsets.UTF_8));
        field.reset();
      } else if (field.size() < LONGEST) {
        field.write(b);
      }
    }
  }
}
