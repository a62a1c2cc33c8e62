package runner.report.bundle;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import runner.files.AtomicFile;
import runner.files.FileErrors;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * A file that somebody asked for, readable by its owner alone; it is written whole or not at all.
 */
public final class PrivateFile {
  private PrivateFile() {}

  /**
   * A file that is not there yet.
   *
   * @throws RunnerException with 73 where something is there already, or it cannot be written
   */
  public static void create(Path path, AtomicFile.Content content) {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw cannotWrite(path, new FileAlreadyExistsException(path.toString()));
    }
    replace(path, content);
  }

  /**
   * A file in the place of another, if one is there; who reads it meanwhile reads the old one.
   *
   * @throws RunnerException with 73 where it cannot be written
   */
  public static void replace(Path path, AtomicFile.Content content) {
    try {
      AtomicFile.of(path, "rw-------").write(content);
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  /** The same content for whoever reads a stream, which stays open and says itself what failed. */
  public static void send(PrintStream stream, AtomicFile.Content content) {
    try {
      content.writeTo(
          new FilterOutputStream(stream) {
            @Override
            public void write(byte[] bytes, int offset, int length) {
              stream.write(bytes, offset, length);
            }

            @Override
            public void close() {
              stream.flush();
            }
          });
    } catch (IOException e) {
      throw cannotWrite(Path.of("standard output"), e);
    }
  }

  private static RunnerException cannotWrite(Path path, IOException e) {
    boolean exists = e instanceof FileAlreadyExistsException;
    return new RunnerException(
        ExitCode.CANT_WRITE,
        path.toString(),
        exists ? "is there already" : "cannot be written: " + FileErrors.reason(e),
        exists ? "remove it, or name another file" : "name a file in a directory you may write");
  }
}
