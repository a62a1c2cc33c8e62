package runner.report.bundle;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import runner.files.FileErrors;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** A file somebody asked for, readable by its owner alone whatever the umask; all of it or none. */
public final class PrivateFile {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private PrivateFile() {}

  /** Writes what goes into it. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * A file that is not there yet.
   *
   * @throws RunnerException with 73 where something is there already, or it cannot be written
   */
  public static void create(Path path, Content content) {
    if (Files.exists(path)) {
      throw cannotWrite(path, new FileAlreadyExistsException(path.toString()));
    }
    replace(path, content);
  }

  /**
   * A file in the place of another, if one is there; who reads it meanwhile reads the old one.
   *
   * @throws RunnerException with 73 where it cannot be written
   */
  public static void replace(Path path, Content content) {
    Path draft =
        path.resolveSibling("." + path.getFileName() + "." + ProcessHandle.current().pid());
    try {
      try (OutputStream out = fresh(draft)) {
        content.writeTo(out);
      }
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      remove(draft);
      throw cannotWrite(path, e);
    }
  }

  /** The same content for whoever reads a stream, which stays open and says itself what failed. */
  public static void send(PrintStream stream, Content content) {
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

  /** Never through a link, nor over what somebody else put there. */
  private static OutputStream fresh(Path draft) throws IOException {
    return Channels.newOutputStream(
        FileChannel.open(
            draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE));
  }

  private static void remove(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // The reason why it could not be written is told.
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
