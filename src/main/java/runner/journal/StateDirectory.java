package runner.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Predicate;
import runner.files.DurableFiles;
import runner.files.FileErrors;
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

  /** A private temporary directory, outside of any state directory. */
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
      throw cannotWrite(scratch, "cannot be emptied: " + FileErrors.reason(e));
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
      throw cannotWrite(directory, "cannot hold a script: " + FileErrors.reason(e));
    }
  }

  /** A directory that everybody may look into and only its owner may change. */
  public static void makePublic(Path path) throws IOException {
    DurableFiles.publicDirectory(path);
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
      throw cannotWrite(path, "cannot be created: " + FileErrors.reason(e));
    }
    if (!Files.isWritable(path)) {
      throw cannotWrite(path, "cannot be written");
    }
    return path;
  }

  private static RunnerException cannotWrite(Path path, String fact) {
    return new RunnerException(
        ExitCode.CANT_WRITE,
        path.toString(),
        "the state directory " + fact,
        "name another with --state-dir, $RUNNER_STATE_DIR or the key state_dir");
  }
}
