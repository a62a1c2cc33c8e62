package runner.report.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The files of a state directory: a list of all, and the content of those that tell of runs. */
public final class StateFiles {
  private static final String RUNS = "runs";
  private static final int MOST_LISTED = 20_000;
  private static final int LONGEST_NAME = 90;

  private final Path directory;
  private final List<Path> files = new ArrayList<>();

  private StateFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * All that can be seen of it, as far as it is listed: its own files, its runs from the newest to
   * the oldest, and then the rest. Nothing where there is no such directory.
   */
  public static StateFiles of(Path directory) throws IOException {
    StateFiles state = new StateFiles(directory);
    Path runs = directory.resolve(RUNS);
    List<Path> top = children(directory);
    top.stream().filter(path -> !isDirectory(path)).forEach(state::add);
    for (Path run : isDirectory(runs) ? children(runs) : List.<Path>of()) {
      state.walk(run);
    }
    for (Path other : top) {
      if (isDirectory(other) && !other.equals(runs)) {
        state.walk(other);
      }
    }
    return state;
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** What is in a directory, the newest run first; nothing where it cannot be read. */
  private static List<Path> children(Path directory) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      all.forEach(found::add);
    } catch (IOException | DirectoryIteratorException e) {
      return found;
    }
    found.sort(Comparator.reverseOrder());
    return found;
  }

  private boolean isFull() {
    return files.size() >= MOST_LISTED;
  }

  private void add(Path file) {
    if (!isFull()) {
      files.add(file);
    }
  }

  private void walk(Path tree) throws IOException {
    if (isFull()) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            add(file);
            return isFull() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The last runs first, so that what does not fit is old. */
  public void addTo(SupportBundle bundle, boolean withLogs) throws IOException {
    bundle.add("state.txt", list());
    addTo(bundle, this::isRecord);
    addTo(bundle, file -> isOf(RUNS, file) && !isLog(file));
    if (withLogs) {
      addTo(bundle, file -> isOf(RUNS, file) && isLog(file));
    }
  }

  private void addTo(SupportBundle bundle, Predicate<Path> which) throws IOException {
    List<Path> chosen =
        files.stream()
            .filter(which)
            .filter(Files::isRegularFile)
            .sorted(Comparator.comparing(Path::toString).reversed())
            .toList();
    for (Path file : chosen) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        bundle.add(
            "state/" + name(file),
            file,
            attributes.size(),
            attributes.lastModifiedTime().toInstant());
      } catch (NoSuchFileException e) {
        bundle.leaveOut(name(file) + ": was removed meanwhile");
      }
    }
  }

  /** What else lies there, such as jobs and their arguments, is not handed out. */
  private boolean isRecord(Path file) {
    String name = file.getFileName().toString();
    boolean known = name.equals("lock") || name.equals("starts") || name.startsWith("successes-");
    return known && file.getParent().equals(directory);
  }

  private boolean isOf(String folder, Path file) {
    return directory.relativize(file).startsWith(folder) && !file.getParent().equals(directory);
  }

  private static boolean isLog(Path file) {
    return file.toString().endsWith(".log");
  }

  /**
   * As an archive can name it; the number at the beginning of a log's name tells it from others.
   */
  private String name(Path file) {
    Path relative = directory.relativize(file);
    String folder = relative.getParent() == null ? "" : relative.getParent() + "/";
    String plain = relative.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
    int surplus = plain.length() - LONGEST_NAME;
    String end = plain.replaceFirst("^.*?(\\.[0-9]+\\.log)?$", "$1");
    return folder.replaceAll("[^A-Za-z0-9._/-]", "_")
        + (surplus > 0 ? plain.substring(0, LONGEST_NAME - end.length()) + end : plain);
  }

  private String list() {
    StringBuilder list = new StringBuilder(directory + "\n");
    files.stream().sorted().forEach(file -> list.append(line(file)));
    if (isFull()) {
      list.append("and more\n");
    }
    return list.toString();
  }

  private String line(Path file) {
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return String.format(
          "%s %s %12d %s %s%n",
          PosixFilePermissions.toString(attributes.permissions()),
          attributes.owner().getName(),
          attributes.size(),
          attributes.lastModifiedTime(),
          directory.relativize(file));
    } catch (IOException | UncheckedIOException e) {
      return "? " + directory.relativize(file) + "\n";
    }
  }
}
