package runner.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is replaced as a whole: whoever reads it finds the old content or the new one. The
 * new content is written to a draft in the same directory, which then takes the name of the file.
 *
 * <p>Others may be able to write in the directory, and may have planted anything there. What has
 * the name of the draft is unlinked, and the draft is a new file (O_EXCL of open(2)), so nothing is
 * written through a link. A link with the name of the file is replaced, not followed. Anything else
 * there that is no regular file, such as a pipe or a device, is refused.
 */
public final class AtomicFile {
  private static final String DRAFT = ".new";

  private final Path path;
  private final Path draft;
  private final Set<PosixFilePermission> mode;
  private final boolean durable;

  private AtomicFile(Path path, String draft, String mode, boolean durable) {
    this.path = path;
    this.draft = path.resolveSibling(draft);
    this.mode = PosixFilePermissions.fromString(mode);
    this.durable = durable;
  }

  /**
   * A file that may have several writers at a time: the draft of each holds its process id. What
   * killed writers left is removed.
   *
   * @param mode as ls(1) shows it, such as {@code rw-r--r--}; the umask does not change it
   */
  public static AtomicFile of(Path path, String mode) {
    long self = ProcessHandle.current().pid();
    return new AtomicFile(path, "." + path.getFileName() + "." + self + DRAFT, mode, false);
  }

  /**
   * A file that only its owner can read, and that is on the disk when a call returns. It has one
   * writer at a time, so the draft {@code NAME.new} of a killed one is removed by the next.
   */
  public static AtomicFile durable(Path path) {
    return new AtomicFile(path, path.getFileName() + DRAFT, "rw-------", true);
  }

  /** The same with a draft of another name, by which others know whose it is. */
  public AtomicFile draftedAs(String name) {
    return new AtomicFile(path, name, PosixFilePermissions.toString(mode), durable);
  }

  /** Writes what goes into a file. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces the file.
   *
   * @throws IOException where it cannot be; then the old content is there, and no draft
   */
  public void write(byte[] bytes) throws IOException {
    write(out -> out.write(bytes));
  }

  /** The same with content that is written piece by piece. */
  public void write(Content content) throws IOException {
    replace(content, false);
  }

  /** Replaces the file, and leaves it open to append to. */
  public FileChannel begin(byte[] first) throws IOException {
    return replace(out -> out.write(first), true);
  }

  private FileChannel replace(Content content, boolean staysOpen) throws IOException {
    if (!durable) {
      removeLeftovers();
    }
    Files.deleteIfExists(draft);
    FileChannel file = DurableFiles.fresh(draft, mode);
    boolean replaced = false;
    try {
      undoUmask();
      content.writeTo(Channels.newOutputStream(file));
      if (durable) {
        file.force(false);
      }
      if (!staysOpen) {
        file.close();
      }
      rename();
      replaced = true;
      return file;
    } finally {
      if (!replaced) {
        abandon(file);
      }
    }
  }

  /**
   * Removes the drafts of processes that have ended. Where it cannot, the file is still replaced.
   */
  private void removeLeftovers() {
    Pattern draftOf =
        Pattern.compile(
            Pattern.quote("." + path.getFileName() + ".") + "([0-9]{1,10})" + Pattern.quote(DRAFT));
    try {
      for (Path each : DurableFiles.list(draft.toAbsolutePath().getParent())) {
        Matcher name = draftOf.matcher(each.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException e) {
      // The directory cannot be listed, or a directory with content was planted there.
    }
  }

  /** Adds what the umask took away. Somebody may have put a link in the place of the draft. */
  private void undoUmask() throws IOException {
    if (!Files.getPosixFilePermissions(draft, NOFOLLOW_LINKS).containsAll(mode)) {
      Files.setAttribute(draft, "posix:permissions", mode, NOFOLLOW_LINKS);
    }
  }

  private void rename() throws IOException {
    if (Files.exists(path, NOFOLLOW_LINKS) && !Files.isRegularFile(path)) {
      throw new FileSystemException(path.toString(), null, "it is no regular file");
    }
    if (durable) {
      DurableFiles.move(draft, path);
    } else {
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void abandon(FileChannel file) {
    try (file) {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // The caller is told why the file could not be replaced.
    }
  }
}
