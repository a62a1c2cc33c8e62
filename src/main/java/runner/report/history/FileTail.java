package runner.report.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The end of a file, however long that is: whole lines only, so that nothing in them is cut. */
public final class FileTail {
  private FileTail() {}

  /**
   * Reads at most so many bytes; the file may grow meanwhile.
   *
   * @return empty where there is no such file, or it cannot be read
   */
  public static Optional<byte[]> bytes(Path file, int most) {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      long from = Math.max(0, Files.size(file) - most);
      in.skipNBytes(from);
      byte[] read = in.readNBytes(most);
      return Optional.of(from == 0 ? read : wholeLines(read));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] wholeLines(byte[] read) {
    for (int i = 0; i < read.length; i++) {
      if (read[i] == '\n') {
        return Arrays.copyOfRange(read, i + 1, read.length);
      }
    }
    return new byte[0];
  }

  /** The last lines of a log, secrets covered, fit for any screen, none longer than so much. */
  public static List<String> lines(Path log, int count, int longest, SecretValues secrets) {
    // Covered first: what is not text to us may still be what was to be covered.
    List<String> lines =
        bytes(log, 1 << 16)
            .map(bytes -> secrets.cover(new String(bytes, StandardCharsets.UTF_8)))
            .map(text -> LogSanitizer.of(text.getBytes(StandardCharsets.UTF_8)))
            .map(text -> secrets.cover(text).lines().toList())
            .orElse(List.of());
    return lines.subList(Math.max(0, lines.size() - count), lines.size()).stream()
        .map(line -> line.length() > longest ? line.substring(0, longest) + "…" : line)
        .toList();
  }
}
