package runner.exec.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds programs as execvp(3) will: a bare name in the search path, all else as it stands.
 *
 * @param searchPath the value of PATH
 */
public record ProgramSearch(String searchPath) {

  public boolean has(List<String> words) {
    return find(words).isPresent();
  }

  /** The file that the first word names; empty where it is missing or cannot be run. */
  public Optional<Path> find(List<String> words) {
    String program = words.get(0);
    if (program.contains("/")) {
      return Optional.of(Path.of(program)).filter(ProgramSearch::isProgram);
    }
    return Arrays.stream(searchPath.split(":", -1))
        .map(directory -> Path.of(directory.isEmpty() ? "." : directory, program))
        .filter(ProgramSearch::isProgram)
        .findFirst();
  }

  static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
