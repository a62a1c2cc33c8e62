package runner.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import runner.task.Problem;

/**
 * What one iteration will do, decided before anything runs.
 *
 * @param directory the task directory as it was named
 * @param chain settings of the chain as a whole
 * @param tasks in the order they run
 * @param ignored files that are no tasks
 * @param halt what runs when the chain gives up; absent when there is none
 * @param absentHalt where the default halt task would be, when it is not there
 * @param warnings what is doubtful but stops nothing
 */
public record Plan(
    Path directory,
    ChainSettings chain,
    List<Task> tasks,
    List<IgnoredFile> ignored,
    Optional<Task> halt,
    Optional<Path> absentHalt,
    List<Problem> warnings) {
  public Plan {
    tasks = List.copyOf(tasks);
    ignored = List.copyOf(ignored);
    warnings = List.copyOf(warnings);
  }
}
