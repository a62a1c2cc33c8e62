package runner.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AttemptLogTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "abcdefgh, 8, 1, abcdefgh",
    "abcdefghi, 8, 1, abcd|1|fghi",
    "abcdefghijkl, 8, 3, abcd|4|ijkl",
    "abcdefghijkl, 8, 12, abcd|4|ijkl",
    "abcdefghijkl, 1, 5, a|11|",
    "abcdefghijkl, 0, 5, |12|"
  })
  void the_beginning_and_the_end_are_kept(String text, long bound, int chunk, String kept)
      throws IOException {
    Path file = directory.resolve("log");
    AttemptLog log = AttemptLog.create(file, bound);
    for (int at = 0; at < text.length(); at += chunk) {
      String part = text.substring(at, Math.min(text.length(), at + chunk));
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(part);
      log.write(bytes);
      assertThat(bytes.remaining()).isEqualTo(part.length());
    }
    log.close();
    assertThat(Files.readString(file))
        .isEqualTo(
            kept.replaceFirst(
                "\\|([0-9]+)\\|", "\n[runner: $1 bytes were dropped here: log_max_size]\n"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_large_log_keeps_its_last_64_kib() throws IOException {
    Path file = directory.resolve("log");
    AttemptLog log = AttemptLog.create(file, 1 << 20);
    for (int i = 0; i < 32; i++) {
      log.write(ByteBuffer.wrap("x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII)));
    }
    log.close();
    String dropped = "\n[runner: 1048576 bytes were dropped here: log_max_size]\n";
    assertThat(Files.size(file)).isEqualTo((1 << 20) + dropped.length());
    assertThat(Files.readString(file).indexOf(dropped)).isEqualTo((1 << 20) - (1 << 16));
  }

  @Test
  void a_file_or_link_that_is_there_is_not_written() throws IOException {
    Path target = Files.writeString(directory.resolve("target"), "untouched");
    Files.createSymbolicLink(directory.resolve("log"), target);
    assertThatThrownBy(() -> AttemptLog.create(directory.resolve("log"), 100))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(target).hasContent("untouched");
  }

  @Test
  void a_log_that_cannot_be_written_harms_nobody() throws IOException {
    AttemptLog log = AttemptLog.create(directory.resolve("log"), 4);
    log.close();
    log.write(ByteBuffer.wrap(new byte[100]));
    log.close();
    assertThat(directory.resolve("log")).isEmptyFile();
  }
}
