package runner.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.function.Predicate;
import runner.journal.disk.DurableFiles;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Where the program keeps what it must remember; private to its owner whatever the umask. */
public final class StateDirectory {
  private final Path path;

  private StateDirectory(Path path) {
    this.path = path;
  }

  /**
   * Opens the directory, created where it is missing.
   *
   * @throws RunnerException with 73 where it cannot be created or written
   */
  public static StateDirectory open(Path path) {
    return new StateDirectory(directory(path));
  }

  public Path path() {
    return path;
  }

  /** A directory in it, created where it is missing. */
  public Path subdirectory(String name) {
    return directory(path.resolve(name));
  }

  /** A private directory that is nobody's state. */
  public static Path temporary() throws IOException {
    return Files.createTempDirectory("runner");
  }

  /** A directory in it for files of one invocation, emptied of what another left. */
  public Path emptied(String name) {
    Path scratch = path.resolve(name);
    try {
      if (Files.isDirectory(scratch, LinkOption.NOFOLLOW_LINKS)) {
        DurableFiles.removeTree(scratch);
      }
    } catch (IOException e) {
      throw cannotWrite(scratch, "cannot be emptied: " + reason(e));
    }
    return directory(scratch);
  }

  /**
   * Writes a small script that nobody else can change.
   *
   * @param directory where it goes if the path then fits; else a new private directory
   * @throws RunnerException with 73 where it cannot be written
   */
  public static Path script(String text, Path directory, Predicate<Path> fits) {
    try {
      return PrivateScript.write(text, directory, fits);
    } catch (IOException e) {
      throw cannotWrite(directory, "cannot hold a script: " + reason(e));
    }
  }

  /** A directory that everybody may look into and only its owner may change. */
  public static void makePublic(Path path) throws IOException {
    DurableFiles.publicDirectory(path);
  }

  /** Replaces, at one stroke, a file that everybody may read. */
  public static void publish(Path file, byte[] bytes) throws IOException {
    DurableFiles.publish(file, bytes);
  }

  /** Removes a temporary one, if it is empty by now. */
  public static void removeTemporary(Path directory) {
    try {
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // It holds no more than a pipe that somebody still reads.
    }
  }

  private static Path directory(Path path) {
    try {
      if (path.getParent() != null) {
        Files.createDirectories(path.getParent());
      }
      DurableFiles.directory(path);
    } catch (FileAlreadyExistsException e) {
      throw cannotWrite(path, "is not a directory");
    } catch (IOException e) {
      throw cannotWrite(path, "cannot be created: " + reason(e));
    }
    if (!Files.isWritable(path)) {
      throw cannotWrite(path, "cannot be written");
    }
    return path;
  }

  /** What went wrong, in the kernel's words where it said any. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof NotDirectoryException) {
      return "not a directory";
    }
    return e instanceof FileSystemException f && f.getReason() != null
        ? f.getReason()
        : String.valueOf(e.getMessage());
  }

  /** Whether a failure to write means no more than that the disk, or a quota, is full. */
  public static boolean isFull(IOException e) {
    String said = reason(e);
    return said.contains("No space left") || said.contains("quota exceeded");
  }

  private static RunnerException cannotWrite(Path path, String fact) {
    return new RunnerException(
        ExitCode.CANT_WRITE,
        path.toString(),
        "the state directory " + fact,
        "name another with --state-dir, $RUNNER_STATE_DIR or the key state_dir");
  }
}
