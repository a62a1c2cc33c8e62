package runner.config.lookup;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import runner.files.AtomicFile;

/**
 * The files of a snapshot. They lie below a private directory at the configuration's own path,
 * where the launcher finds them without starting anything: {@code
 * look/etc/runner/runner.cfg/answers}, and beside it the stamps. Each file names its owner, in its
 * name or its first line.
 */
final class LookupFiles {
  private static final String NAME = "answers";

  private final Path root;
  private final Path place;
  private final String owner;
  private int made;

  LookupFiles(Path root, Path config, String owner) {
    this.root = root;
    this.place = root.resolve(config.getRoot().relativize(config));
    this.owner = owner;
  }

  /** The private directory in a room, made where it is missing. */
  static Path root(Path room) throws IOException {
    directory(room, "rwxr-xr-x");
    Path root = directory(room.resolve("look"), "rwx------");
    if (!fromString("rwx------")
        .containsAll(Files.getPosixFilePermissions(root, LinkOption.NOFOLLOW_LINKS))) {
      throw new IOException(root + " is open to others");
    }
    return root;
  }

  void publish(List<LookupSource> sources, Map<String, Map<String, String>> text)
      throws IOException {
    Path at = root;
    for (Path name : root.relativize(place)) {
      at = directory(at.resolve(name), "rwx------");
    }
    made++;
    List<LookupScript.Stamped> stamped = new ArrayList<>();
    for (LookupSource source : sources) {
      Path stamp = place.resolve(owner + "." + made + "." + stamped.size());
      stamp(stamp, source.modified());
      stamped.add(new LookupScript.Stamped(source.path().toString(), stamp.toString()));
    }
    AtomicFile.of(place.resolve(NAME), "rw-------")
        .draftedAs(owner + "." + made)
        .write(LookupScript.of(owner, stamped, text).getBytes(StandardCharsets.UTF_8));
  }

  private static void stamp(Path stamp, FileTime time) throws IOException {
    Files.createFile(stamp, asFileAttribute(fromString("rw-------")));
    Files.setLastModifiedTime(stamp, time);
    if (!Files.getLastModifiedTime(stamp).equals(time)) {
      throw new IOException(stamp + " cannot be given the time of its source");
    }
  }

  /** Removes our own files only: another runner may have replaced the answers with its own. */
  void withdraw() {
    sweep(place, name -> !name.equals(owner));
    for (Path at = place; !at.equals(root) && remove(at); at = at.getParent()) {
      // Until one is not empty.
    }
  }

  /** Removes the files of owners that are gone, and directories that are empty after that. */
  static void sweep(Path below, Predicate<String> lives) {
    if (!Files.exists(below)) {
      return;
    }
    try (Stream<Path> all = Files.walk(below)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
            ? !each.equals(below)
            : ownerOf(each).filter(lives).isEmpty()) {
          remove(each);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // Another runner is removing something at the same time.
    }
  }

  private static Optional<String> ownerOf(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (!name.equals(NAME)) {
      return Optional.of(name.split("\\.", 2)[0]);
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().map(line -> line.substring(Math.min(2, line.length())));
    }
  }

  private static boolean remove(Path path) {
    try {
      return Files.deleteIfExists(path);
    } catch (IOException e) {
      return false;
    }
  }

  private static Path directory(Path path, String mode) throws IOException {
    try {
      Files.createDirectory(path, asFileAttribute(fromString("rwx------")));
      Files.setPosixFilePermissions(path, fromString(mode));
    } catch (FileAlreadyExistsException e) {
      // Its user checks what it is.
    }
    return path;
  }
}
