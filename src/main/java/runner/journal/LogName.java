package runner.journal;

import java.util.List;
import runner.task.TaskName;

/** What the log file of an attempt is called: {@code NNN-TASK.TRY.log}. */
public final class LogName {
  private LogName() {}

  /** The log of one try of a task; NNN is its place in the plan. */
  public static String of(List<TaskName> plan, TaskName task, int pass) {
    return Padded.to(3, plan.indexOf(task) + 1) + "-" + plain(task) + "." + pass + ".log";
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
