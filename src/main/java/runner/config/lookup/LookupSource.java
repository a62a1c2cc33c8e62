package runner.config.lookup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runner.config.Config;
import runner.config.ConfigFiles;

/**
 * A file or directory that answers were taken from, as it was then.
 *
 * @param modified what a shell can compare, to the nanosecond
 * @param changed the time no program can set
 * @param inode which file it is
 */
record LookupSource(Path path, FileTime modified, FileTime changed, Object inode) {
  /** As many links as the kernel itself follows (path_resolution(7)). */
  private static final int MOST_LINKS = 40;

  static LookupSource of(Path path) throws IOException {
    Map<String, Object> stat = Files.readAttributes(path, "unix:lastModifiedTime,ctime,fileKey");
    return new LookupSource(
        path,
        (FileTime) stat.get("lastModifiedTime"),
        (FileTime) stat.get("ctime"),
        stat.get("fileKey"));
  }

  /** Whether it is as it was. What the compiler would make of a record costs a start 30 ms. */
  boolean isStill(LookupSource now) {
    return modified.equals(now.modified) && changed.equals(now.changed) && inode.equals(now.inode);
  }

  /** Whether it last changed before an instant; what changed later may change again unnoticed. */
  boolean isOlderThan(Instant instant) {
    return modified.toInstant().isBefore(instant) && changed.toInstant().isBefore(instant);
  }

  /**
   * Everything whose change can change an answer: the files, the directories they are named in,
   * since a file may be replaced by one of the same time, and those of every link on the way.
   */
  static List<Path> of(Config config) throws IOException {
    Set<Path> paths = new LinkedHashSet<>();
    for (Path file : config.files()) {
      follow(file.toAbsolutePath(), paths);
    }
    Optional<Path> include = config.section("runner").value(ConfigFiles.INCLUDE_DIR);
    if (include.isPresent()) {
      follow(include.get().toAbsolutePath(), paths);
    }
    return List.copyOf(paths);
  }

  private static void follow(Path path, Set<Path> into) throws IOException {
    into.add(path);
    into.add(path.getParent());
    Optional<Path> link = firstLink(path);
    Path at = path;
    for (int links = 0; link.isPresent() && links < MOST_LINKS; links++) {
      Path directory = link.get().getParent();
      into.add(directory);
      Path target = directory.resolve(Files.readSymbolicLink(link.get()));
      at = target.resolve(link.get().relativize(at));
      into.add(at.getParent());
      link = firstLink(at);
    }
  }

  private static Optional<Path> firstLink(Path path) {
    Path at = path.getRoot();
    for (Path name : path) {
      at = at.resolve(name);
      if (Files.isSymbolicLink(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}
