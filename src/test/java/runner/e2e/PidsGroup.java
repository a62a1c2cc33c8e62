package runner.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A control group that allows so many processes and threads, of either version. */
record PidsGroup(Path path) implements AutoCloseable {

  /** Empty where none may be made. */
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

  /** The root of the hierarchy with the controller, where it is handed on to groups below. */
  private static Optional<Path> parent() throws IOException {
    try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return mounts
          .filter(
              line -> line.contains(" - cgroup2 ") || line.matches(".* - cgroup .*\\bpids\\b.*"))
          .map(line -> Path.of(line.split(" ", 6)[4]))
          .filter(root -> Files.isWritable(root) && handsOn(root))
          .findFirst();
    }
  }

  private static boolean handsOn(Path root) {
    try {
      Path version2 = root.resolve("cgroup.subtree_control");
      return !Files.exists(version2) || Files.readString(version2).contains("pids");
    } catch (IOException e) {
      return false;
    }
  }

  /** How often a process was refused. */
  int refused() throws IOException {
    return Integer.parseInt(
        Files.readString(path.resolve("pids.events")).strip().replaceFirst("^max ", ""));
  }

  /** Fails while a process is in it. */
  @Override
  public void close() throws IOException {
    Files.delete(path);
  }
}
