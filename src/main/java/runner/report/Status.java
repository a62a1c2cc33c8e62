package runner.report;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import runner.journal.RunRecord;

/**
 * How a run stands, as it is told to people and programs.
 *
 * @param run the last run; absent where nothing ever ran
 * @param state of the whole; PENDING where nothing ran in this boot
 */
public record Status(Optional<RunRecord> run, RunRecord.State state) {

  /**
   * Judges what was recorded by what is known of now.
   *
   * @param runnerLives whether the runner of the last run is still there
   * @param boot the id of the present boot
   */
  public static Status of(Optional<RunRecord> last, boolean runnerLives, String boot) {
    if (last.isEmpty()) {
      return new Status(last, RunRecord.State.PENDING);
    }
    RunRecord run = last.get();
    if (run.state() != RunRecord.State.RUNNING) {
      boolean thisBoot = run.origin().boot().equals(boot);
      return new Status(last, thisBoot ? run.state() : RunRecord.State.PENDING);
    }
    return runnerLives
        ? new Status(last, RunRecord.State.RUNNING)
        : new Status(Optional.of(run.interrupted()), RunRecord.State.INTERRUPTED);
  }

  /** 0 succeeded, 1 failed, 3 running or not started in this boot, 4 never ran. */
  public int exitCode() {
    if (run.isEmpty()) {
      return 4;
    }
    return switch (state) {
      case SUCCEEDED -> 0;
      case RUNNING, PENDING -> 3;
      case FAILED, HALTED, INTERRUPTED, SKIPPED -> 1;
    };
  }

  /** Design §3's document, schema 1. */
  public String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", 1);
    document.put("state", word(state));
    document.put("run_id", run.map(RunRecord::id).orElse(null));
    document.put("boot_id", run.map(r -> r.origin().boot()).orElse(null));
    document.put("started", run.map(r -> r.started().toString()).orElse(null));
    document.put("finished", run.flatMap(RunRecord::finished).map(Object::toString).orElse(null));
    document.put("try", run.map(RunRecord::pass).orElse(null));
    document.put("reason", run.map(RunRecord::reason).orElse(""));
    document.put("tasks", tasks().stream().map(Status::document).toList());
    return Json.page(document);
  }

  private static Map<String, Object> document(RunRecord.Task task) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("task", task.task().file());
    document.put("state", word(task.state()));
    document.put("reason", task.reason());
    document.put("attempt", task.attempt());
    document.put("exit_code", task.exitCode().orElse(null));
    document.put("signal", task.signal().orElse(null));
    document.put("duration_s", task.took().map(Status::seconds).orElse(null));
    document.put("log", task.log().map(Object::toString).orElse(null));
    return document;
  }

  /** For people: a line for the whole, and one a task. */
  public String text() {
    if (run.isEmpty()) {
      return "never ran\n";
    }
    StringBuilder text = new StringBuilder();
    RunRecord last = run.get();
    text.append(word(state)).append(": run ").append(last.id());
    text.append(
        state == RunRecord.State.PENDING ? " was before this boot" : ", try " + last.pass());
    text.append(last.reason().isEmpty() ? "" : "; " + Printable.of(last.reason())).append('\n');
    for (RunRecord.Task task : tasks()) {
      text.append("  ").append(word(task.state())).append("  ");
      text.append(Printable.of(task.task().file()));
      task.took().ifPresent(took -> text.append("  ").append(seconds(took)).append(" s"));
      text.append(task.reason().isEmpty() ? "" : "  " + Printable.of(task.reason())).append('\n');
    }
    return text.toString();
  }

  private List<RunRecord.Task> tasks() {
    return run.map(RunRecord::tasks).orElse(List.of());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static String word(RunRecord.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
