package runner.exec.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A control group of version 2 for whatever we run: no process can leave it by itself. Needs no
 * controller, only the right to make a directory.
 */
public final class Cgroup {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final Path OWN = Path.of("/proc/self/cgroup");
  private static final String PROCS = "cgroup.procs";

  private final Path path;

  private Cgroup(Path path) {
    this.path = path;
  }

  /** A group below our own, where one may be made. */
  public static Optional<Cgroup> make(String name) {
    try {
      Optional<Path> own = own();
      if (own.isEmpty()) {
        return Optional.empty();
      }
      Path path = own.get().resolve(name);
      Files.createDirectory(path);
      return Optional.of(new Cgroup(path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A group made by a runner that is no more. */
  static Optional<Cgroup> at(Path path) {
    return Files.exists(path.resolve("cgroup.kill"))
        ? Optional.of(new Cgroup(path))
        : Optional.empty();
  }

  public Path path() {
    return path;
  }

  /**
   * Words that put the process they start into the group before it is anything else. Adding it from
   * outside would be quicker, but a task that forks at once could have left by then.
   */
  public List<String> entering() {
    return List.of(
        "/bin/sh", "-c", "echo $$ > \"$0\"; exec \"$@\"", path.resolve(PROCS).toString());
  }

  List<Long> members() {
    try {
      return Files.readAllLines(path.resolve(PROCS)).stream().map(Long::valueOf).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Kills every member, also those born meanwhile. */
  void kill() throws IOException {
    write(path.resolve("cgroup.kill"), "1");
  }

  /** Lets the members live on in the group we ourselves are in. */
  public void release() {
    for (long pid : members()) {
      try {
        write(path.resolveSibling(PROCS), Long.toString(pid));
      } catch (IOException e) {
        // It has ended meanwhile.
      }
    }
  }

  /** Removes the group; fails silently while somebody is in it. */
  public void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // A member that could not be moved keeps it; it does no harm.
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Where our own group lies; a hybrid layout mounts version 2 beside version 1. */
  private static Optional<Path> own() throws IOException {
    Optional<String> mount;
    try (Stream<String> mounts = Files.lines(MOUNTS)) {
      mount =
          mounts
              .filter(line -> line.contains(" - cgroup2 "))
              .map(line -> line.split(" ", -1)[4])
              .findFirst();
    }
    try (Stream<String> groups = Files.lines(OWN)) {
      Optional<String> group =
          groups.filter(line -> line.startsWith("0::/")).map(line -> line.substring(4)).findFirst();
      return mount.flatMap(m -> group.map(g -> Path.of(m, g))).filter(Files::isWritable);
    }
  }
}
