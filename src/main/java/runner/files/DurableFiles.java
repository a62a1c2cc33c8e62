package runner.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Changes to files that a power cut cannot undo: the file and the directory that names it are
 * forced to the disk before a call returns. Only the owner can read what is made here, except for a
 * public directory. A file is never opened through a link.
 */
public final class DurableFiles {
  private static final Set<PosixFilePermission> PRIVATE_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> PRIVATE_FILE =
      PosixFilePermissions.fromString("rw-------");

  private DurableFiles() {}

  /** A directory, created where it is missing; an existing one is left as it is. */
  public static Path directory(Path path) throws IOException {
    try {
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PRIVATE_DIRECTORY));
      // The umask may have taken bits away.
      Files.setPosixFilePermissions(path, PRIVATE_DIRECTORY);
      force(path.toAbsolutePath().getParent());
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path)) {
        throw e;
      }
    }
    return path;
  }

  /** A directory, with all directories above it that are missing. */
  public static Path directories(Path path) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      directories(parent);
    }
    return directory(path);
  }

  /** A new file, which a power cut may remove again. */
  public static FileChannel fresh(Path path) throws IOException {
    return fresh(path, PRIVATE_FILE);
  }

  static FileChannel fresh(Path path, Set<PosixFilePermission> mode) throws IOException {
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
        PosixFilePermissions.asFileAttribute(mode));
  }

  /** An existing file, to be written in place. */
  public static FileChannel existing(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  /** An existing file, cut to a length and then appended to. */
  public static FileChannel reopen(Path path, long length) throws IOException {
    FileChannel file = existing(path);
    if (file.size() != length) {
      file.truncate(length);
      file.force(true);
    }
    file.position(length);
    return file;
  }

  /** Appends; on the disk when it returns. */
  public static void append(FileChannel file, byte[] bytes) throws IOException {
    append(file, bytes, true);
  }

  /** Appends; on the disk when it returns, if it is to be durable. */
  public static void append(FileChannel file, byte[] bytes, boolean durable) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      file.write(left);
    }
    if (durable) {
      file.force(false);
    }
  }

  /** A directory everybody may read, created where it is missing. */
  public static void publicDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(path);
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Renames within one file system, over a file that is there. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    Path source = from.toAbsolutePath().getParent();
    Path target = to.toAbsolutePath().getParent();
    force(target);
    if (!source.equals(target)) {
      force(source);
    }
  }

  /** Removes a file, if it is there. */
  public static void remove(Path path) throws IOException {
    if (Files.deleteIfExists(path)) {
      force(path.toAbsolutePath().getParent());
    }
  }

  /** Removes a directory and all in it; what is in the way of that is left. */
  public static void removeTree(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      // Children come before their directory.
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (DirectoryNotEmptyException e) {
      // Somebody wrote meanwhile; the next pruning removes it.
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What a directory holds. */
  public static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
