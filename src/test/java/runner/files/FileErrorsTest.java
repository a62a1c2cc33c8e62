package runner.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

/** What people are told of a file that cannot be read or written. */
final class FileErrorsTest {
  @Test
  void a_reason_is_in_the_kernels_words() {
    assertThat(FileErrors.reason(new AccessDeniedException("f"))).isEqualTo("permission denied");
    assertThat(FileErrors.reason(new FileSystemException("f", null, "Is odd"))).isEqualTo("Is odd");
    assertThat(FileErrors.reason(new FileSystemException("f"))).isEqualTo("f");
    assertThat(FileErrors.reason(new NoSuchFileException("f")))
        .isEqualTo("no such file or directory");
    assertThat(FileErrors.reason(new NotDirectoryException("f"))).isEqualTo("not a directory");
    assertThat(FileErrors.reason(new IOException("words"))).isEqualTo("words");
  }

  @Test
  void a_full_disk_or_quota_is_known_from_other_trouble() {
    assertThat(FileErrors.isFull(new IOException("No space left on device"))).isTrue();
    assertThat(FileErrors.isFull(new IOException("Disk quota exceeded"))).isTrue();
    assertThat(FileErrors.isFull(new IOException("Input/output error"))).isFalse();
  }
}
