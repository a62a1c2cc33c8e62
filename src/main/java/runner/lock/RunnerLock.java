package runner.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The lock of a state directory: one runner at a time. The kernel frees it when the runner dies,
 * however it dies. Its file is never removed, since whoever locked the removed one would not be
 * noticed; and never opened twice, since closing one of two frees the lock (fcntl(2)).
 */
public final class RunnerLock implements AutoCloseable {
  private static final int LONGEST_LINE = 256;

  private final Path path;
  private final FileChannel file;
  private final Optional<Object> identity;
  private volatile Optional<FileLock> held = Optional.empty();

  private RunnerLock(Path path, FileChannel file) throws IOException {
    this.path = path;
    this.file = file;
    this.identity = identity(path);
  }

  /** Opens the lock's file, created where it is missing; takes nothing yet. */
  public static RunnerLock open(Path path) throws IOException {
    return new RunnerLock(
        path,
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }

  /** Takes the lock if it is free. */
  public boolean tryTake() throws IOException {
    held = Optional.ofNullable(file.tryLock());
    return held.isPresent();
  }

  /** Takes the lock as soon as it is free. The kernel wakes us; nothing polls. */
  public CompletableFuture<Void> take() {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                held = Optional.of(file.lock());
                taken.complete(null);
              } catch (IOException e) {
                taken.completeExceptionally(e);
              }
            },
            "lock");
    waiter.setDaemon(true);
    waiter.start();
    return taken;
  }

  /** Who holds it, where its file tells. */
  public Optional<Holder> holder() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_LINE);
    file.read(bytes, 0);
    return Holder.parse(StandardCharsets.US_ASCII.decode(bytes.flip()).toString());
  }

  /**
   * Writes down who took the lock. Always of one length, so that it is never seen half, and needs
   * no room on a full disk but the first time.
   */
  public void sign(Holder self) throws IOException {
    String line = self.line().stripTrailing();
    String padded = line + " ".repeat(Math.max(0, LONGEST_LINE - 1 - line.length())) + "\n";
    file.write(StandardCharsets.US_ASCII.encode(padded), 0);
    if (file.size() > LONGEST_LINE) {
      file.truncate(LONGEST_LINE);
    }
  }

  /** Whether the lock's path still names the file that was locked. */
  public boolean intact() throws IOException {
    return identity(path).equals(identity);
  }

  private static Optional<Object> identity(Path path) throws IOException {
    try {
      return Optional.ofNullable(
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Frees the lock; the file stays. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
