package runner.report.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runner.journal.RunRecord;
import runner.journal.RunRecord.State;
import runner.report.Json;
import runner.report.text.PrintableText;
import runner.task.Problem;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/**
 * All kept runs in short.
 *
 * @param runs the oldest first
 * @param damaged records that could not be read
 */
public record History(List<RunRecord> runs, List<Problem> damaged) {
  private static final Set<State> OF_TASKS =
      EnumSet.complementOf(EnumSet.of(State.REFUSED, State.DISABLED));

  public History {
    runs = List.copyOf(runs);
    damaged = List.copyOf(damaged);
  }

  /**
   * A line a run, the newest last, next to the prompt.
   *
   * @param withTasks whether the tasks that did not succeed follow each run
   */
  public String text(boolean withTasks) {
    StringBuilder text = new StringBuilder();
    if (!runs.isEmpty()) {
      text.append(line("run", "boot", "state", "took", "tries", "done", "reason"));
    }
    for (RunRecord run : runs) {
      text.append(
          line(
              run.id(),
              shortened(run.origin().boot().kernel()),
              EnumWord.of(run.state()),
              run.took().map(TimeSpan::of).orElse("-"),
              Integer.toString(run.pass()),
              count(run, State.SUCCEEDED) + "/" + run.tasks().size(),
              PrintableText.of(refusal(run) + run.reason())));
      if (withTasks) {
        run.tasks().stream().filter(History::isNotable).forEach(task -> text.append(line(task)));
      }
    }
    return text.toString();
  }

  private static String refusal(RunRecord run) {
    return run.refusal()
        .map(r -> "exit " + r.code() + (r.count() > 1 ? ", " + r.count() + " times: " : ": "))
        .orElse("");
  }

  private static String line(
      String run, String boot, String state, String took, String tries, String done, String why) {
    return (padded(run, 25)
                + padded(boot, 10)
                + padded(state, 13)
                + padded(took, 14)
                + padded(tries, 7)
                + padded(done, 9)
                + why)
            .stripTrailing()
        + "\n";
  }

  private static String line(RunRecord.Task task) {
    String why = task.reason().isEmpty() ? "" : ": " + PrintableText.of(task.reason());
    return "  "
        + EnumWord.of(task.state())
        + " "
        + PrintableText.of(task.task().file())
        + why
        + "\n";
  }

  private static boolean isNotable(RunRecord.Task task) {
    return task.state() != State.SUCCEEDED || !task.reason().isEmpty();
  }

  private static String padded(String text, int width) {
    return PrintableText.left(width - 1, text) + " ";
  }

  /** As much of a boot's id as tells it from others. */
  private static String shortened(String boot) {
    return PrintableText.of(boot.length() > 8 ? boot.substring(0, 8) : boot);
  }

  private static long count(RunRecord run, State state) {
    return run.tasks().stream().filter(task -> task.state() == state).count();
  }

  /** The same, schema 1. */
  public String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", 1);
    document.put("runs", runs.stream().map(History::document).toList());
    List<Map<String, String>> faults = new ArrayList<>();
    damaged.forEach(fault -> faults.add(Map.of("file", fault.place(), "fact", fault.fact())));
    document.put("damaged", faults);
    return Json.page(document);
  }

  private static Map<String, Object> document(RunRecord run) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("run_id", run.id());
    document.put("boot_id", run.origin().boot().kernel());
    document.put("instance_id", run.origin().instance());
    document.put("state", EnumWord.of(run.state()));
    document.put("started", run.started().toString());
    document.put("finished", run.finished().map(Instant::toString).orElse(null));
    Optional<Double> seconds = run.took().map(took -> took.toMillis() / 1000.0);
    document.put("duration_s", seconds.orElse(null));
    document.put("try", run.pass());
    document.put("reason", run.reason());
    document.put("exit_code", run.refusal().map(RunRecord.Refusal::code).orElse(null));
    document.put("count", run.refusal().map(RunRecord.Refusal::count).orElse(1));
    Map<String, Long> tasks = new LinkedHashMap<>();
    for (State state : OF_TASKS) {
      tasks.put(EnumWord.of(state), count(run, state));
    }
    document.put("tasks", tasks);
    return document;
  }
}
