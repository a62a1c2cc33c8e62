package runner.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is replaced whole or not at all, whatever a crash left or others planted beside it. */
final class AtomicFileTest {
  private static final byte[] NEW = "new".getBytes(US_ASCII);

  /** Larger than any pid (pid_max of proc(5)), so no process has it. */
  private static final long DEAD = 4_194_305;

  private static final long ALIVE = 1;

  @TempDir Path root;
  private Path directory;
  private Path theirs;
  private Path file;

  @BeforeEach
  void aVictim() throws IOException {
    directory = Files.createDirectory(root.resolve("directory"));
    theirs = Files.createDirectory(root.resolve("theirs"));
    file = directory.resolve("file");
    Files.writeString(theirs.resolve("victim"), "secret");
    Files.setPosixFilePermissions(
        theirs.resolve("victim"), PosixFilePermissions.fromString("rw-------"));
  }

  /** What somebody puts in the way. */
  enum Plant {
    LINK,
    DANGLING_LINK,
    HARD_LINK,
    DIRECTORY,
    PIPE,
    LEFTOVER;

    void at(Path place, Path theirs) throws IOException, InterruptedException {
      switch (this) {
        case LINK -> Files.createSymbolicLink(place, theirs.resolve("victim"));
        case DANGLING_LINK -> Files.createSymbolicLink(place, theirs.resolve("made"));
        case HARD_LINK -> Files.createLink(place, theirs.resolve("victim"));
        case DIRECTORY -> Files.createDirectory(place);
        case PIPE ->
            assertThat(new ProcessBuilder("mkfifo", place.toString()).start().waitFor()).isZero();
        case LEFTOVER -> Files.writeString(place, "half of what a killed writer had");
      }
    }
  }

  private void assertVictimUntouched() throws IOException {
    assertThat(theirs.resolve("victim")).hasContent("secret");
    assertThat(mode(theirs.resolve("victim"))).isEqualTo("rw-------");
    assertThat(DurableFiles.list(theirs)).hasSize(1);
  }

  private void assertReplaced(String mode) throws IOException {
    assertThat(file).hasContent("new");
    assertThat(mode(file)).isEqualTo(mode);
    assertThat(Files.isSymbolicLink(file)).isFalse();
    assertThat(DurableFiles.list(directory)).containsExactly(file);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  @ParameterizedTest
  @EnumSource(Plant.class)
  void what_has_the_name_of_the_draft_is_unlinked(Plant plant) throws Exception {
    long self = ProcessHandle.current().pid();
    plant.at(directory.resolve(".file." + self + ".new"), theirs);
    AtomicFile.of(file, "rw-r--r--").write(NEW);
    assertReplaced("rw-r--r--");
    plant.at(directory.resolve("file.new"), theirs);
    AtomicFile.durable(file).write(NEW);
    assertReplaced("rw-------");
    plant.at(directory.resolve("draft"), theirs);
    AtomicFile.of(file, "rwx------").draftedAs("draft").write(NEW);
    assertReplaced("rwx------");
    assertVictimUntouched();
  }

  @ParameterizedTest
  @EnumSource(names = {"LINK", "HARD_LINK", "LEFTOVER"})
  void what_has_the_name_of_the_file_is_replaced_and_not_followed(Plant plant) throws Exception {
    plant.at(file, theirs);
    AtomicFile.of(file, "rw-r--r--").write(NEW);
    assertReplaced("rw-r--r--");
    Files.delete(file);
    plant.at(file, theirs);
    AtomicFile.durable(file).write(NEW);
    assertReplaced("rw-------");
    assertVictimUntouched();
  }

  @ParameterizedTest
  @EnumSource(names = {"DANGLING_LINK", "DIRECTORY", "PIPE"})
  void what_leads_to_no_regular_file_is_refused_and_stays(Plant plant) throws Exception {
    plant.at(file, theirs);
    for (AtomicFile each : List.of(AtomicFile.of(file, "rw-r--r--"), AtomicFile.durable(file))) {
      assertThatThrownBy(() -> each.write(NEW))
          .isInstanceOfSatisfying(
              FileSystemException.class,
              e -> assertThat(e.getReason()).isEqualTo("it is no regular file"));
    }
    assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(DurableFiles.list(directory)).containsExactly(file);
    assertVictimUntouched();
  }

  @Test
  void drafts_of_killed_writers_are_removed_and_those_of_living_ones_stay() throws IOException {
    List<String> others =
        List.of(
            ".file." + ALIVE + ".new",
            ".file.x.new",
            ".filed." + DEAD + ".new",
            ".file." + DEAD + ".new.txt",
            "file.new");
    for (String name : others) {
      Files.createFile(directory.resolve(name));
    }
    Path left = directory.resolve(".file." + DEAD + ".new");
    Files.createSymbolicLink(left, theirs.resolve("victim"));
    AtomicFile.of(file, "rw-r--r--").write(NEW);
    assertThat(file).hasContent("new");
    assertThat(Files.exists(left, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(DurableFiles.list(directory)).hasSize(others.size() + 1);
    assertVictimUntouched();
  }

  @Test
  void a_leftover_that_cannot_be_removed_is_in_nobodys_way() throws IOException {
    Files.createDirectories(directory.resolve(".file." + DEAD + ".new/with/content"));
    AtomicFile.of(file, "rw-r--r--").write(NEW);
    assertThat(file).hasContent("new");
  }

  /** A default access control list takes bits away as a umask does; see acl(5). */
  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rwx------"})
  void the_mode_is_the_one_that_was_asked_for(String mode) throws Exception {
    Process setfacl =
        new ProcessBuilder("setfacl", "-d", "-m", "u::r,g::-,o::-", directory.toString()).start();
    assertThat(setfacl.waitFor()).isZero();
    AtomicFile.of(file, mode).write(NEW);
    assertReplaced(mode);
  }

  @Test
  void content_that_fails_leaves_the_old_file_and_no_draft() throws IOException {
    Files.writeString(file, "old");
    for (AtomicFile each : List.of(AtomicFile.of(file, "rw-r--r--"), AtomicFile.durable(file))) {
      assertThatThrownBy(
              () ->
                  each.write(
                      out -> {
                        out.write(NEW);
                        throw new IOException("the disk is full");
                      }))
          .hasMessage("the disk is full");
    }
    assertThat(file).hasContent("old");
    assertThat(DurableFiles.list(directory)).containsExactly(file);
  }

  @Test
  void a_file_that_is_begun_appears_with_its_first_bytes_and_grows() throws IOException {
    try (FileChannel journal = AtomicFile.durable(file).begin(NEW)) {
      assertReplaced("rw-------");
      DurableFiles.append(journal, "er".getBytes(US_ASCII));
    }
    assertThat(file).hasContent("newer");
  }

  @Test
  void a_file_is_closed_that_cannot_get_its_name() throws IOException {
    Files.createDirectories(file.resolve("deep"));
    assertThatThrownBy(() -> AtomicFile.durable(file).begin(NEW)).isInstanceOf(IOException.class);
    String mine = directory.toRealPath().toString();
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(all.map(AtomicFileTest::target)).noneMatch(name -> name.startsWith(mine));
    }
    assertThat(DurableFiles.list(directory)).containsExactly(file);
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }
}
