package runner.puppet;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.exec.program.ExecutableCheck;
import runner.exec.program.ProgramSearch;

/** Finds the program of the command, and tells beforehand why it cannot run. */
final class PuppetProgram {
  /** Where Puppet's own packages put it; few boot chains have that in their PATH. */
  private static final String VENDOR = "/opt/puppetlabs/bin";

  private PuppetProgram() {}

  /**
   * The words that start it.
   *
   * @param command as it was configured
   * @param searchPath the value of PATH
   */
  static Optional<List<String>> find(List<String> command, String searchPath) {
    String name = command.get(0);
    if (name.contains("/")) {
      return Optional.of(command);
    }
    return new ProgramSearch(searchPath + ":" + VENDOR)
        .find(command)
        .map(
            file -> {
              List<String> words = new ArrayList<>(command);
              words.set(0, file.toAbsolutePath().toString());
              return List.copyOf(words);
            });
  }

  /** Why the command cannot be started; nothing where it can. */
  static Optional<PuppetOutcome.NotStarted> faultOf(List<String> command, String searchPath) {
    String name = command.get(0);
    try {
      Optional<List<String>> found = find(command, searchPath);
      if (found.isEmpty()) {
        return fault(name, "is not in PATH", "install it, or set command in [puppet]");
      }
      return ExecutableCheck.faultOf(Path.of(found.get().get(0)))
          .flatMap(fault -> fault(name, fault.fact(), fault.fix()));
    } catch (InvalidPathException e) {
      return fault(name, "is no path: " + e.getReason(), "set command in [puppet]");
    }
  }

  private static Optional<PuppetOutcome.NotStarted> fault(String name, String fact, String fix) {
    return Optional.of(new PuppetOutcome.NotStarted(name, fact, fix));
  }
}
