package runner.plan;

import static runner.task.Problem.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;

/**
 * A task directory as it was listed: each entry is a candidate or ignored with a reason.
 *
 * @param candidates names of files that must be runnable, in natural order
 */
record TaskDirectory(Path path, List<String> candidates, List<IgnoredFile> ignored) {

  /**
   * Lists a directory; nothing is opened, so that a named pipe in it cannot hold us up.
   *
   * @param halt the halt task, which is neither
   * @throws RunnerException with 66 where it cannot be listed
   */
  static TaskDirectory list(Path path, Optional<Path> halt, List<Problem> problems) {
    List<String> candidates = new ArrayList<>();
    List<IgnoredFile> ignored = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        sort(path, entry, halt, candidates, ignored, problems);
      }
    } catch (IOException e) {
      throw new RunnerException(
          ExitCode.NO_INPUT, path.toString(), reason(e), "name a directory that can be listed");
    }
    candidates.sort(new NaturalOrder());
    return new TaskDirectory(path, List.copyOf(candidates), IgnoredFile.sorted(ignored));
  }

  private static void sort(
      Path path,
      Path entry,
      Optional<Path> halt,
      List<String> candidates,
      List<IgnoredFile> ignored,
      List<Problem> problems) {
    String name = entry.getFileName().toString();
    Optional<String> reason =
        IgnoredFile.reasonFor(name)
            .or(() -> Files.isDirectory(entry) ? Optional.of("a directory") : Optional.empty());
    if (halt.filter(h -> same(h, path.resolve(name))).isPresent()) {
      return;
    }
    if (reason.isPresent()) {
      ignored.add(new IgnoredFile(name, reason.get()));
    } else if (!Path.of(name).equals(entry.getFileName())) {
      problems.add(
          config(path + "/" + name, "its name is not UTF-8, so it cannot be run", "rename it"));
    } else {
      candidates.add(name);
    }
  }

  private static boolean same(Path a, Path b) {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such task directory";
    }
    if (e instanceof NotDirectoryException) {
      return "not a directory";
    }
    return e instanceof AccessDeniedException
        ? "permission denied"
        : "cannot be listed: " + e.getMessage();
  }
}
