package runner.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import runner.config.Config;
import runner.config.Section;

/**
 * Which file is the halt task.
 *
 * @param file where it is or would be; absent when none is wanted
 * @param configured whether the configuration names it, so that it must be there
 */
record HaltTask(Optional<Path> file, boolean configured) {

  static HaltTask of(Config config, Path directory) {
    Section runner = config.section("runner");
    Optional<String> given = runner.text(ChainSettings.HALT_TASK.name());
    String name = given.orElse(ChainSettings.HALT_TASK.fallback());
    return new HaltTask(
        name.isEmpty() ? Optional.empty() : Optional.of(directory.resolve(name)),
        given.isPresent());
  }

  /** Whether there is a file that must be runnable: one that exists or one that must. */
  boolean expected() {
    return file.isPresent()
        && (configured || Files.exists(file.get()) || Files.isSymbolicLink(file.get()));
  }
}
