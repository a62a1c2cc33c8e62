package runner.journal.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads the lines of a journal one by one, so that no file is too large to be looked at. */
public final class JournalReader {
  private JournalReader() {}

  /** Is given every whole line. */
  public interface Lines {
    void accept(JournalRecord line) throws CorruptStateException;
  }

  /**
   * Reads a file. A last line that is not whole is what a crash leaves, and is left out.
   *
   * @return how much of the file is whole lines; what follows was torn by a crash
   * @throws CorruptStateException where any other line is not what was written
   */
  public static long read(Path file, Lines lines) throws IOException, CorruptStateException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      LineReader raw = new LineReader(in);
      long whole = 0;
      for (int number = 1; ; number++) {
        byte[] line = raw.next(number);
        if (line.length == 0) {
          return whole;
        }
        JournalRecord decoded;
        try {
          decoded = JournalRecord.decode(line);
        } catch (CorruptStateException e) {
          if (raw.atEnd()) {
            return whole;
          }
          throw new CorruptStateException("line " + number + ": " + e.getMessage());
        }
        lines.accept(decoded);
        whole += line.length;
      }
    }
  }
}
