package runner.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runner.task.TaskName;

/**
 * A task that can be run.
 *
 * @param name what it is called
 * @param file the file, under the task directory as it was named
 * @param settings what the configuration says of it
 */
public record Task(TaskName name, Path file, TaskSettings settings) {

  /** Program and arguments: what changes the user, the interpreter's words, and the file. */
  public List<String> argv() {
    List<String> argv = new ArrayList<>();
    settings.user().ifPresent(user -> argv.addAll(user.becoming()));
    argv.addAll(settings.interpreter());
    argv.add(file.toString());
    return argv;
  }

  /** What the environment of this task has beyond the chain's. */
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    settings.user().ifPresent(user -> variables.putAll(user.variables()));
    variables.putAll(settings.environment());
    return variables;
  }
}
