package runner.journal.disk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a file in blocks and cuts them into lines: reading byte by byte would take far longer. */
final class LineReader {
  /** A plan of ten thousand tasks with the longest names is shorter. */
  private static final int LONGEST_LINE = 4 << 20;

  private final InputStream in;
  private final byte[] block = new byte[1 << 14];
  private int from;
  private int to;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** The next line with its end, which the last may lack; empty where there is none. */
  byte[] next(int number) throws IOException, CorruptStateException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    while (!atEnd()) {
      int end = from;
      while (end < to && block[end] != '\n') {
        end++;
      }
      boolean whole = end < to;
      end += whole ? 1 : 0;
      line.write(block, from, end - from);
      from = end;
      if (whole) {
        break;
      }
      if (line.size() > LONGEST_LINE) {
        throw new CorruptStateException("line " + number + " is longer than any we write");
      }
    }
    return line.toByteArray();
  }

  /** Whether nothing follows. */
  boolean atEnd() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(block));
    }
    return from == to;
  }
}
