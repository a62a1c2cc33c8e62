package runner.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A control group, of version 1 or 2, that limits the number of processes and threads. */
record PidsGroup(Path path) implements AutoCloseable {

  /** Makes one; empty if none can be made. */
  static Optional<PidsGroup> of(int most) throws IOException {
    Optional<Path> parent = parent();
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    Path path = parent.get().resolve("runner-test." + ProcessHandle.current().pid());
    Files.createDirectories(path);
    Files.writeString(path.resolve("pids.max"), Integer.toString(most));
    return Optional.of(new PidsGroup(path));
  }

  /** The root of the hierarchy with the pids controller, if groups below it may use that. */
  private static Optional<Path> parent() throws IOException {
    try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return mounts
          .filter(
              line -> line.contains(" - cgroup2 ") || line.matches(".* - cgroup .*\\bpids\\b.*"))
          .map(line -> Path.of(line.split(" ", 6)[4]))
          .filter(root -> Files.isWritable(root) && delegates(root))
          .findFirst();
    }
  }

  private static boolean delegates(Path root) {
    try {
      Path version2 = root.resolve("cgroup.subtree_control");
      return !Files.exists(version2) || Files.readString(version2).contains("pids");
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns how often a new process was refused. */
  int refused() throws IOException {
    return Integer.parseInt(
        Files.readString(path.resolve("pids.events")).strip().replaceFirst("^max ", ""));
  }

  /** Removes the group; fails while it has a process. */
  @Override
  public void close() throws IOException {
    Files.delete(path);
  }
}
