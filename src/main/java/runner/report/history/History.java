package runner.report.history;

import java.io.PrintStream;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runner.journal.RunRecord;
import runner.journal.RunRecord.State;
import runner.report.Json;
import runner.report.text.PrintableText;
import runner.task.Problem;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/**
 * All kept runs in short. Each is written when it has been read, and then forgotten.
 *
 * @param runs the oldest first; can be read once
 * @param damaged records that could not be read; complete when the last run has been read
 */
public record History(Stream<RunRecord> runs, List<Problem> damaged) {
  private static final Set<State> OF_TASKS =
      EnumSet.complementOf(EnumSet.of(State.REFUSED, State.DISABLED));

  /**
   * Writes a line a run, the newest last, next to the prompt.
   *
   * @param withTasks whether the tasks that did not succeed follow each run
   * @return how many runs there were
   */
  public long text(boolean withTasks, Consumer<String> out) {
    AtomicLong count = new AtomicLong();
    runs.forEach(
        run -> {
          if (count.getAndIncrement() == 0) {
            out.accept(line("run", "boot", "state", "took", "tries", "done", "reason"));
          }
          out.accept(line(run));
          if (withTasks) {
            run.tasks().stream().filter(History::isNotable).forEach(t -> out.accept(line(t)));
          }
        });
    return count.get();
  }

  private static String line(RunRecord run) {
    return line(
        run.id(),
        shortened(run.origin().boot().kernel()),
        EnumWord.of(run.state()),
        run.took().map(TimeSpan::of).orElse("-"),
        Integer.toString(run.pass()),
        count(run, State.SUCCEEDED) + "/" + run.tasks().size(),
        PrintableText.of(refusal(run) + reason(run)));
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

  /** Why it ended so, and that the machine was not halted then. */
  private static String reason(RunRecord run) {
    Optional<String> halt =
        run.halt()
            .filter(task -> task.state() != State.SUCCEEDED && task.state() != State.RUNNING)
            .map(task -> "halt task " + task.task() + " " + words(task));
    return Stream.concat(Stream.of(run.reason()).filter(why -> !why.isEmpty()), halt.stream())
        .collect(Collectors.joining("; "));
  }

  private static String words(RunRecord.Task task) {
    return EnumWord.of(task.state()) + (task.reason().isEmpty() ? "" : ": " + task.reason());
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

  /** Writes the same, schema 1. */
  public void json(PrintStream out) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", 1);
    document.put("runs", (Json.Items) to -> runs.map(History::document).forEach(to));
    document.put("damaged", (Json.Items) to -> damaged.stream().map(History::fault).forEach(to));
    Json.page(document, out);
  }

  private static Map<String, String> fault(Problem problem) {
    Map<String, String> document = new LinkedHashMap<>();
    document.put("file", problem.place());
    document.put("fact", problem.fact());
    return document;
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
    document.put("halt", run.halt().map(History::halt).orElse(null));
    return document;
  }

  private static Map<String, Object> halt(RunRecord.Task task) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("task", task.task().file());
    document.put("state", EnumWord.of(task.state()));
    document.put("reason", task.reason());
    document.put("exit_code", task.exitCode().orElse(null));
    document.put("signal", task.signal().orElse(null));
    document.put("duration_s", task.took().map(took -> took.toMillis() / 1000.0).orElse(null));
    return document;
  }
}
