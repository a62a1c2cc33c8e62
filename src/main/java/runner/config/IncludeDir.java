package runner.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runner.task.Problem;
import runner.text.QuotedValue;

/** The directory whose files override the main one. */
final class IncludeDir {
  static final Key<Optional<Path>> KEY =
      Key.path(
          "include_dir",
          "directory of further files, read in the order of their names, that override key by key");

  private static final List<String> ENDINGS = List.of(".cfg", ".conf", ".ini");

  private IncludeDir() {}

  /** The files that count: .cfg, .conf, .ini or no extension, by name; the main one is read. */
  static List<Path> files(Path directory, Path main, Section runner, List<Problem> problems) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(IncludeDir::counts)
          .filter(file -> !Files.isDirectory(file))
          .filter(
              file -> !file.toAbsolutePath().normalize().equals(main.toAbsolutePath().normalize()))
          .sorted()
          .map(file -> directory.resolve(file.getFileName()))
          .toList();
    } catch (IOException e) {
      problems.add(
          Problem.config(
              runner.where(KEY.name()),
              QuotedValue.of(directory.toString()) + " is not a directory that can be read",
              "create it or remove the key"));
      return List.of();
    }
  }

  private static boolean counts(Path file) {
    String name = file.getFileName().toString();
    boolean plain = !name.contains(".") && !name.endsWith("~");
    return plain || (!name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith));
  }
}
