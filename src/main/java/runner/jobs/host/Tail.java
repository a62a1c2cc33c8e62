package runner.jobs.host;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import runner.exec.output.Output;

/** Passes output on and remembers its end. */
final class Tail implements Output {
  private final Output next;
  private final byte[] ring;
  private long written;

  Tail(Output next, int length) {
    this.next = next;
    this.ring = new byte[length];
  }

  @Override
  public void out(ByteBuffer bytes) {
    remember(bytes.duplicate());
    next.out(bytes);
  }

  @Override
  public void err(ByteBuffer bytes) {
    remember(bytes.duplicate());
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

  private synchronized void remember(ByteBuffer bytes) {
    int skipped = Math.max(0, bytes.remaining() - ring.length);
    bytes.position(bytes.position() + skipped);
    written += skipped;
    while (ring.length > 0 && bytes.hasRemaining()) {
      int at = (int) (written % ring.length);
      int length = Math.min(bytes.remaining(), ring.length - at);
      bytes.get(ring, at, length);
      written += length;
    }
  }

  /** The end so far as text; what is no text, or cannot be stored as such, is replaced. */
  synchronized String text() {
    int length = (int) Math.min(written, ring.length);
    byte[] last = new byte[length];
    for (int i = 0; i < length; i++) {
      last[i] = ring[(int) ((written - length + i) % ring.length)];
    }
    int from = 0;
    // A character that was cut at the front would only be noise.
    while (written > length && from < Math.min(length, 3) && (last[from] & 0xC0) == 0x80) {
      from++;
    }
    return new String(last, from, length - from, StandardCharsets.UTF_8).replace('\0', '\ufffd');
  }
}
