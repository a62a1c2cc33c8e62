package runner.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import runner.task.TaskName;

/** What the log files of a run's attempts are called: {@code NNN-TASK.TRY.log}. */
public final class LogNames {
  private final Map<TaskName, Integer> places = new HashMap<>();

  /** The names in a run of a plan; its tasks are numbered here, once. */
  public LogNames(List<TaskName> plan) {
    plan.forEach(task -> places.putIfAbsent(task, places.size() + 1));
  }

  /** The log of one attempt; NNN is the task's place in the plan, TRY the number of the pass. */
  public String of(TaskName task, int pass) {
    return PaddedNumber.to(3, places.getOrDefault(task, 0))
        + "-"
        + plain(task)
        + "."
        + pass
        + ".log";
  }

  /** The log of the halt task. */
  public static String ofHalt(TaskName halt) {
    return "halt-" + plain(halt) + ".log";
  }

  /** A task's name as a part of a file name that any tool can handle. */
  private static String plain(TaskName task) {
    String plain = task.file().replaceAll("[^A-Za-z0-9._-]", "_");
    return plain.substring(0, Math.min(100, plain.length()));
  }
}
