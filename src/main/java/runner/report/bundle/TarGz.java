package runner.report.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/**
 * A compressed archive of small files in the ustar format of POSIX.1-1988 (pax(1), "ustar
 * Interchange Format"), which every tar reads. The names are ours: ASCII, and short enough.
 */
final class TarGz implements AutoCloseable {
  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 100;

  private final OutputStream out;

  TarGz(OutputStream out) throws IOException {
    this.out = new GZIPOutputStream(new BufferedOutputStream(out, 1 << 16), 1 << 16);
  }

  /**
   * Adds a file of mode 0600.
   *
   * @throws IllegalArgumentException for a name that does not fit the format
   */
  void add(String name, byte[] content, Instant changed) throws IOException {
    out.write(header(name, content.length, changed));
    out.write(content);
    out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  private static byte[] header(String path, int size, Instant changed) {
    byte[] header = new byte[BLOCK];
    int slash =
        path.length() <= LONGEST_NAME ? -1 : path.indexOf('/', path.length() - 1 - LONGEST_NAME);
    String name = path.substring(slash + 1);
    String prefix = slash < 0 ? "" : path.substring(0, slash);
    if (name.isEmpty() || name.length() > LONGEST_NAME || prefix.length() > 155) {
      throw new IllegalArgumentException("no name for an archive: " + path);
    }
    text(header, 0, name);
    octal(header, 100, 8, 0600);
    octal(header, 108, 8, 0);
    octal(header, 116, 8, 0);
    octal(header, 124, 12, size);
    octal(header, 136, 12, Math.max(0, changed.getEpochSecond()));
    Arrays.fill(header, 148, 156, (byte) ' ');
    text(header, 156, "0");
    text(header, 257, "ustar");
    text(header, 263, "00");
    text(header, 265, "root");
    text(header, 297, "root");
    text(header, 345, prefix);
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xff;
    }
    octal(header, 148, 7, sum);
    return header;
  }

  private static void text(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /** Digits with zeros in front and a NUL behind. */
  private static void octal(byte[] header, int at, int width, long number) {
    String digits = Long.toOctalString(number);
    text(header, at, "0".repeat(Math.max(0, width - 1 - digits.length())) + digits);
    header[at + width - 1] = 0;
  }

  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }
}
