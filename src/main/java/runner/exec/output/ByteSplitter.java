package runner.exec.output;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts bytes into pieces of text. A piece may be as long as somebody else likes; only its beginning
 * is kept. Bytes that are no text are replaced, since they must not spoil the rest.
 */
public final class ByteSplitter implements Consumer<ByteBuffer> {
  private static final int LONGEST_LINE = 1 << 13;
  private static final int LONGEST_FIELD = 1 << 14;

  private final byte separator;
  private final int longest;
  private final Consumer<String> each;
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream();

  private ByteSplitter(int separator, int longest, Consumer<String> each) {
    this.separator = (byte) separator;
    this.longest = longest;
    this.each = each;
  }

  /** Cuts at the ends of lines. */
  public static ByteSplitter ofLines(Consumer<String> each) {
    return new ByteSplitter('\n', LONGEST_LINE, each);
  }

  /** Cuts at NULs. */
  public static ByteSplitter ofFields(Consumer<String> each) {
    return new ByteSplitter('\0', LONGEST_FIELD, each);
  }

  /** Takes what remains in the buffer. */
  @Override
  public void accept(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == separator) {
        cut();
      } else if (piece.size() < longest) {
        piece.write(next);
      }
    }
  }

  /** Takes what came after the last separator for a piece, if anything did. */
  public void end() {
    if (piece.size() > 0) {
      cut();
    }
  }

  private void cut() {
    String text = piece.toString(StandardCharsets.UTF_8);
    piece.reset();
    each.accept(text);
  }
}
