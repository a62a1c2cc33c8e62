package runner.pool.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runner.files.AtomicFile;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * A private directory for one run: the clone, keys, helpers. It is removed at the end. The next run
 * removes what a killed run left, which it recognizes by the free lock.
 */
public final class GitWorkspace implements AutoCloseable {
  private static final String NAME = "runner-pool-";
  private static final String ALIVE = "alive";

  /** The path becomes part of a command of ssh, which a shell reads. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+-]+");

  private final Path directory;
  private final FileChannel alive;

  private GitWorkspace(Path directory, FileChannel alive) {
    this.directory = directory;
    this.alive = alive;
  }

  /**
   * Makes the directory.
   *
   * @throws RunnerException 78 where the place has a name that cannot be used, or none can be made
   */
  public static GitWorkspace open(Path base) {
    if (!PLAIN.matcher(base.toString()).matches()) {
      throw new RunnerException(
          ExitCode.CONFIG,
          "TMPDIR",
          "'" + base + "' holds a character that a shell reads",
          "name a directory of letters, digits, '-', '_' and '.'");
    }
    try {
      sweep(base);
      Path directory = Files.createTempDirectory(base, NAME, mode("rwx------"));
      return new GitWorkspace(directory, locked(directory));
    } catch (IOException e) {
      throw new RunnerException(
          ExitCode.CONFIG, base.toString(), "no directory can be made in it: " + e, "set TMPDIR");
    }
  }

  /** The file is locked before it gets its name, so that no other run takes it for a leftover. */
  private static FileChannel locked(Path directory) throws IOException {
    Path draft = directory.resolve(ALIVE + ".new");
    FileChannel channel =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    channel.lock();
    Files.move(draft, directory.resolve(ALIVE), StandardCopyOption.ATOMIC_MOVE);
    return channel;
  }

  private static void sweep(Path base) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(base, NAME + "*")) {
      for (Path one : found) {
        if (Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS) && isLeft(one.resolve(ALIVE))) {
          remove(one);
        }
      }
    }
  }

  private static boolean isLeft(Path alive) {
    if (!Files.isRegularFile(alive, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(alive, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (IOException | java.nio.channels.OverlappingFileLockException e) {
      return false;
    }
  }

  public Path path(String name) {
    return directory.resolve(name);
  }

  /** A directory nobody else can enter. */
  Path directory(String name) {
    try {
      return Files.createDirectory(path(name), mode("rwx------"));
    } catch (IOException e) {
      throw unwritable(path(name), e);
    }
  }

  private static RunnerException unwritable(Path path, IOException fault) {
    return new RunnerException(
        ExitCode.FAILED, path.toString(), "cannot be written: " + fault.getMessage(), "");
  }

  /** Writes a file that nobody else can read, not even for a moment. */
  public Path file(String name, byte[] content) {
    return write(name, content, "rw-------");
  }

  /** Writes a program that nobody else can read. */
  Path program(String name, byte[] content) {
    return write(name, content, "rwx------");
  }

  private Path write(String name, byte[] content, String mode) {
    Path path = path(name);
    try {
      AtomicFile.of(path, mode).write(content);
      return path;
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  @Override
  public void close() {
    try {
      remove(directory);
      alive.close();
    } catch (IOException e) {
      // The next run finds the lock free and tries again.
    }
  }

  private static void remove(Path tree) throws IOException {
    List<Path> all;
    try (Stream<Path> inside = Files.walk(tree)) {
      all = inside.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }
}
