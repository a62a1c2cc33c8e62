package runner.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import runner.config.Config;
import runner.config.ConfigFiles;
import runner.config.Section;
import runner.exec.program.ExecutableCheck;
import runner.exec.program.ProgramSearch;
import runner.task.Problem;
import runner.trust.PathInspection;
import runner.trust.UnsafePaths;

/** Which paths a plan must be able to trust, and what follows from those it cannot. */
final class PathChecks {
  private final Config config;
  private final Section runner;
  private final ProgramSearch interpreters;
  private final PathInspection inspection;
  private final boolean mainFileIsSound;

  PathChecks(Config config, ProgramSearch interpreters, PathInspection inspection) {
    this.config = config;
    this.runner = config.section("runner");
    this.interpreters = interpreters;
    this.inspection = inspection;
    this.mainFileIsSound =
        config.file().map(file -> inspection.look("configuration", file)).orElse(true);
  }

  void look(Path directory, ChainSettings chain, List<Task> tasks, Optional<Task> halt) {
    config.files().forEach(file -> inspection.look("included file", file));
    runner.value(ConfigFiles.INCLUDE_DIR).ifPresent(path -> inspection.look("include_dir", path));
    inspection.look("task directory", directory);
    look("task_hook", chain.hook());
    tasks.forEach(task -> look("task", task));
    halt.ifPresent(task -> look("halt task", task));
  }

  private void look(String role, Task task) {
    inspection.look(role, task.file());
    look("interpreter", task.settings().interpreter());
    if (task.settings().interpreter().isEmpty()) {
      ExecutableCheck.interpreterOf(task.file())
          .ifPresent(program -> inspection.look("interpreter", program));
    }
    // Its other words are mostly what it asks about, which others may well write.
    look("only_if", task.settings().onlyIf().stream().limit(1).toList());
  }

  /** The program that the first word finds, and files among its arguments: scripts it may read. */
  private void look(String role, List<String> words) {
    if (words.isEmpty()) {
      return;
    }
    interpreters.find(words).ifPresent(program -> inspection.look(role, program));
    words.stream()
        .skip(1)
        .filter(word -> word.startsWith("/") && word.indexOf('\0') < 0)
        .map(Path::of)
        .filter(Files::isRegularFile)
        .forEach(file -> inspection.look(role, file));
  }

  /** A main file that others could have written cannot say that this does not matter. */
  void settle(List<Problem> problems, List<Problem> warnings) {
    boolean warns =
        mainFileIsSound && runner.read(ConfigFiles.UNSAFE_PATHS, problems::add) == UnsafePaths.WARN;
    (inspection.byRoot() && !warns ? problems : warnings).addAll(inspection.problems());
  }
}
