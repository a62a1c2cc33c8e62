package runner.journal.disk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads the lines of a journal one by one, so that no file is too large to be looked at. */
public final class JournalFile {
  /** A plan of ten thousand tasks with the longest names is shorter. */
  private static final int LONGEST_LINE = 4 << 20;

  private JournalFile() {}

  /** Is given every whole line. */
  public interface Lines {
    void accept(JournalLine line) throws DamageException;
  }

  /**
   * Reads a file. A last line that is not whole is what a crash leaves, and is left out.
   *
   * @return how much of the file is whole lines; what follows was torn by a crash
   * @throws DamageException where any other line is not what was written
   */
  public static long read(Path file, Lines lines) throws IOException, DamageException {
    try (InputStream in =
        new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), 1 << 16)) {
      long whole = 0;
      for (int number = 1; ; number++) {
        byte[] line = next(in, number);
        if (line.length == 0) {
          return whole;
        }
        JournalLine decoded;
        try {
          decoded = JournalLine.decode(line);
        } catch (DamageException e) {
          if (in.read() < 0) {
            return whole;
          }
          throw new DamageException("line " + number + ": " + e.getMessage());
        }
        lines.accept(decoded);
        whole += line.length;
      }
    }
  }

  private static byte[] next(InputStream in, int number) throws IOException, DamageException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    for (int next = in.read(); next >= 0; next = in.read()) {
      line.write(next);
      if (next == '\n') {
        break;
      }
      if (line.size() > LONGEST_LINE) {
        throw new DamageException("line " + number + " is longer than any we write");
      }
    }
    return line.toByteArray();
  }
}
