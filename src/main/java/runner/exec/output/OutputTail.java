package runner.exec.output;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The end of an output, both streams in one, kept in memory up to a number of bytes. */
public final class OutputTail {
  private final byte[] ring;
  private long written;

  /** Keeps the last bytes; with 0, none. */
  public OutputTail(int bytes) {
    this.ring = new byte[bytes];
  }

  /** Adds bytes; the buffer is left as it was. Called from the threads of both streams. */
  public synchronized void add(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    int skipped = Math.max(0, rest.remaining() - ring.length);
    rest.position(rest.position() + skipped);
    written += skipped;
    while (rest.hasRemaining()) {
      int at = (int) (written % ring.length);
      int count = Math.min(rest.remaining(), ring.length - at);
      rest.get(ring, at, count);
      written += count;
    }
  }

  /** The end so far as UTF-8; what is not UTF-8 is replaced. */
  public synchronized String text() {
    int length = (int) Math.min(written, ring.length);
    int at = length == 0 ? 0 : (int) (written % length);
    byte[] last = new byte[length];
    System.arraycopy(ring, at, last, 0, length - at);
    System.arraycopy(ring, 0, last, length - at, at);
    int from = 0;
    // The rest of a character that was cut at the front would only be noise.
    while (isCut() && from < Math.min(length, 3) && (last[from] & 0xC0) == 0x80) {
      from++;
    }
    return new String(last, from, length - from, StandardCharsets.UTF_8);
  }

  /** Its lines; the first is whole, unless a single line fills all there is. */
  public synchronized List<String> lines() {
    String text = text();
    int second = text.indexOf('\n') + 1;
    boolean drop = isCut() && second > 0 && second < text.length();
    return Arrays.asList((drop ? text.substring(second) : text).split("\n", -1));
  }

  /** An output that keeps its end here and passes everything on. */
  public Output tee(Output next) {
    return new Output() {
      @Override
      public void out(ByteBuffer bytes) {
        add(bytes);
        next.out(bytes);
      }

      @Override
      public void err(ByteBuffer bytes) {
        add(bytes);
        next.err(bytes);
      }

      @Override
      public boolean merged() {
        return next.merged();
      }

      @Override
      public void end() {
        next.end();
      }
    };
  }

  private boolean isCut() {
    return written > ring.length;
  }
}
