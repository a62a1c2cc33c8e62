package runner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each change leaves; that a power cut cannot undo it is shown by cutting the power. */
final class DurableFilesTest {
  @TempDir Path directory;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void a_directory_comes_with_all_above_it_and_each_is_private() throws IOException {
    Path deep = directory.resolve("a/b/c");
    assertThat(DurableFiles.directories(deep)).isEqualTo(deep).isDirectory();
    for (String each : new String[] {"a", "a/b", "a/b/c"}) {
      assertThat(mode(directory.resolve(each))).isEqualTo("rwx------");
    }
    assertThat(DurableFiles.directories(Path.of("/"))).isEqualTo(Path.of("/"));
  }

  @Test
  void a_directory_that_is_there_is_left_as_it_is_and_a_file_is_none() throws IOException {
    Path open = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(DurableFiles.directory(open)).isEqualTo(open);
    assertThat(mode(open)).isEqualTo("rwxr-xr-x");
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> DurableFiles.directory(file))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void what_is_reopened_goes_on_behind_its_last_whole_line() throws IOException {
    Path file = Files.writeString(directory.resolve("journal"), "whole\n");
    try (FileChannel journal = DurableFiles.reopen(file, 6)) {
      DurableFiles.append(journal, bytes("next\n"), false);
    }
    assertThat(file).hasContent("whole\nnext\n");
  }

  @Test
  void a_link_is_not_reopened() throws IOException {
    Path target = Files.writeString(directory.resolve("target"), "untouched");
    Path link = Files.createSymbolicLink(directory.resolve("journal"), target);
    assertThatThrownBy(() -> DurableFiles.reopen(link, 0)).isInstanceOf(IOException.class);
    assertThat(target).hasContent("untouched");
  }

  @Test
  void a_public_directory_that_is_there_is_opened_and_a_link_is_not_taken_for_one()
      throws IOException {
    Path mine = DurableFiles.directory(directory.resolve("mine"));
    DurableFiles.publicDirectory(mine);
    assertThat(mode(mine)).isEqualTo("rwxr-xr-x");
    Path target = DurableFiles.directory(directory.resolve("target"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);
    assertThatThrownBy(() -> DurableFiles.publicDirectory(link))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(mode(target)).isEqualTo("rwx------");
  }

  @Test
  void what_is_moved_keeps_its_content_within_a_directory_and_across() throws IOException {
    Path file = Files.writeString(directory.resolve("a"), "kept");
    DurableFiles.move(file, directory.resolve("b"));
    Path other = DurableFiles.directory(directory.resolve("other"));
    DurableFiles.move(directory.resolve("b"), other.resolve("c"));
    assertThat(other.resolve("c")).hasContent("kept");
    assertThat(DurableFiles.list(directory)).containsExactly(other);
  }

  @Test
  void what_is_removed_is_gone_and_what_is_not_there_is_no_fault() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    DurableFiles.remove(file);
    DurableFiles.remove(file);
    assertThat(file).doesNotExist();
    Files.createDirectories(directory.resolve("tree/a/b"));
    Files.createFile(directory.resolve("tree/a/b/c"));
    Files.createFile(directory.resolve("tree/z"));
    DurableFiles.removeTree(directory.resolve("tree"));
    assertThat(directory.resolve("tree")).doesNotExist();
    assertThatThrownBy(() -> DurableFiles.removeTree(directory.resolve("tree")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
