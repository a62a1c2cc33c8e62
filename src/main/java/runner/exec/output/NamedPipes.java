package runner.exec.output;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import runner.exec.spawn.ProcessSpawner;

/**
 * Named pipes between a process and our pumps. Unlike the pipes of the JDK they stay open as long
 * as a background process writes, unlike a file they do not grow, and {@code echo x > /dev/stderr}
 * in a task loses nothing. A pipe is used again once its last writer was seen to be gone.
 */
public final class NamedPipes {
  private final Path directory;
  private final Deque<Path> free = new ArrayDeque<>();
  private final Set<Path> inUse = new HashSet<>();
  private int made;

  /** The directory must exist and be private: whoever opens a pipe could read or forge output. */
  public NamedPipes(Path directory) {
    this.directory = directory;
  }

  /** One pipe in use: read by us, held open by the writer end until the child has its own. */
  record Lease(Path path, FileChannel reader, FileChannel holder) {
    File file() {
      return path.toFile();
    }

    /** Closes our own writing end: from now on the stream ends with its last writer. */
    void letGo() throws IOException {
      holder.close();
    }
  }

  /**
   * Makes two pipes, as most processes need: one helper makes both.
   *
   * @param before words put before the helper; whether they are any good shows here too
   * @return whether the helper did it
   */
  public synchronized boolean make(List<String> before) throws IOException {
    List<Path> paths =
        List.of(directory.resolve("pipe." + made), directory.resolve("pipe." + (made + 1)));
    List<String> words = new ArrayList<>(before);
    words.addAll(List.of("mkfifo", "-m", "666"));
    for (Path path : paths) {
      Files.deleteIfExists(path);
      words.add(path.toString());
    }
    if (ProcessSpawner.helper(words) != 0) {
      return false;
    }
    made += paths.size();
    free.addAll(paths);
    return true;
  }

  Lease lease() throws IOException {
    Path path = next();
    FileChannel holder = openBothWays(path);
    try {
      return new Lease(path, FileChannel.open(path, StandardOpenOption.READ), holder);
    } catch (IOException e) {
      holder.close();
      throw e;
    }
  }

  private synchronized Path next() throws IOException {
    if (free.isEmpty() && !make(List.of())) {
      throw new IOException("mkfifo cannot make a named pipe in " + directory);
    }
    Path path = free.pop();
    inUse.add(path);
    return path;
  }

  /** Neither waits for the other side nor lets it go. */
  private static FileChannel openBothWays(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Takes a pipe back once its last writer is gone, however long after its process that is. */
  synchronized void giveBack(Lease lease) {
    inUse.remove(lease.path());
    free.push(lease.path());
  }

  /**
   * Gives pipes that background processes still write to a reader that outlives us, since such a
   * process would die at its next write to a pipe without a reader. Then removes all pipes.
   */
  public synchronized void close() throws IOException {
    for (Path path : inUse) {
      FileChannel holder = openBothWays(path);
      try {
        ProcessSpawner.detached(List.of("/usr/bin/setsid", "/bin/cat"), path.toFile());
      } finally {
        holder.close();
      }
      Files.deleteIfExists(path);
    }
    for (Path path : free) {
      Files.deleteIfExists(path);
    }
  }
}
