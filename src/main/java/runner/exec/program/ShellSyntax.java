package runner.exec.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import runner.exec.spawn.ProcessSpawner;

/** Asks the shell of a script whether it can be parsed; runs nothing of it. */
final class ShellSyntax {
  private static final Set<String> SHELLS = Set.of("sh", "dash", "bash");

  private static final int MOST_LINES = 100;
  private static final int LONGEST_LINE = 200;

  private ShellSyntax() {}

  /**
   * What the shell says against a script; empty when it is fine or no shell script.
   *
   * @param interpreter words that run the file; when empty its own first line decides
   */
  static Optional<String> faultOf(Path file, List<String> interpreter) {
    try {
      List<String> words = interpreter.isEmpty() ? hashbang(file) : interpreter;
      Optional<String> shell = shell(words);
      return shell.isPresent() ? ask(shell.get(), file) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<String> hashbang(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String line = Optional.ofNullable(lines.readLine()).orElse("");
      return line.startsWith("#!") ? Shebang.words(line) : List.of();
    }
  }

  /** The system's own shell of that name: what a file under inspection names is not run. */
  private static Optional<String> shell(List<String> words) {
    return words.stream()
        .map(word -> Path.of(word).getFileName())
        .filter(Objects::nonNull)
        .map(Path::toString)
        .filter(name -> !name.equals("env"))
        .findFirst()
        .filter(SHELLS::contains)
        .map(name -> "/bin/" + name);
  }

  private static Optional<String> ask(String shell, Path file) throws IOException {
    Process process =
        ProcessSpawner.talking(List.of(shell, "-n", file.toAbsolutePath().toString()));
    try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
      List<String> lines = said.lines().map(ShellSyntax::cut).limit(MOST_LINES).toList();
      process.destroy();
      boolean fine = process.waitFor() == 0 || lines.isEmpty();
      return fine ? Optional.empty() : Optional.of(lines.get(0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String cut(String line) {
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line;
  }
}
