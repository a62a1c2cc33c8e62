package runner.report.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runner.journal.RunRecord;
import runner.journal.RunRecord.Step;
import runner.report.Json;
import runner.task.TaskName;
import runner.text.EnumWord;

/** The documents that programs read; {@code docs/analyze-*.schema.json} describe them. */
final class AnalysisJson {
  private static final int SCHEMA = 1;

  private AnalysisJson() {}

  static String of(Blame blame) {
    Map<String, Object> document = document();
    document.put("run_id", blame.run());
    Map<String, Object> peers = new LinkedHashMap<>();
    peers.put("kind", blame.peers().boots() ? "boots" : "runs");
    peers.put("number", blame.peers().runs().size());
    document.put("usual_of", peers);
    document.put("tasks", blame.rows().stream().map(AnalysisJson::row).toList());
    return Json.page(document);
  }

  private static Map<String, Object> row(Blame.Row row) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("task", row.task().file());
    document.put("tries", row.cost().tries());
    document.put("duration_s", seconds(row.cost().took()));
    document.put("usual_s", seconds(row.usual()));
    document.put("change_s", seconds(row.change()));
    return document;
  }

  static String critical(RunRecord run, Instant now) {
    Map<String, Object> document = document();
    document.putAll(headline(run));
    document.put("total_s", seconds(TimeBreakdown.of(run, now).total()));
    document.put("parts", parts(TimeBreakdown.of(run, now)));
    document.put("steps", run.steps().stream().map(AnalysisJson::step).toList());
    return Json.page(document);
  }

  private static Map<String, Object> step(Step step) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kind", EnumWord.of(step.kind()));
    document.put("task", step.task().map(TaskName::file).orElse(null));
    document.put("try", step.pass());
    document.put("at_s", seconds(step.at()));
    document.put("duration_s", seconds(step.took()));
    document.put("state", EnumWord.of(step.state()));
    document.put("reason", step.reason());
    return document;
  }

  static String compared(RunRecord before, RunRecord after, Instant now) {
    Map<String, Object> document = document();
    document.put("before", side(before, now));
    document.put("after", side(after, now));
    Comparator<TaskName> bySize =
        Comparator.comparing((TaskName task) -> change(before, after, task).abs()).reversed();
    List<Map<String, Object>> tasks =
        Comparison.tasks(before, after).stream()
            .sorted(bySize)
            .map(task -> row(before, after, task))
            .toList();
    document.put("tasks", tasks);
    return Json.page(document);
  }

  private static Map<String, Object> side(RunRecord run, Instant now) {
    Map<String, Object> document = headline(run);
    document.put("total_s", seconds(TimeBreakdown.of(run, now).total()));
    document.put("parts", parts(TimeBreakdown.of(run, now)));
    return document;
  }

  private static Map<String, Object> row(RunRecord before, RunRecord after, TaskName task) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("task", task.file());
    document.put("before", task(before, task).orElse(null));
    document.put("after", task(after, task).orElse(null));
    document.put("change_s", seconds(change(before, after, task)));
    return document;
  }

  /** What became of a task in a run; empty where it was not in the plan. */
  private static Optional<Map<String, Object>> task(RunRecord run, TaskName name) {
    return run.tasks().stream()
        .filter(task -> task.task().equals(name))
        .findFirst()
        .map(task -> task(task, TaskCost.of(run, name)));
  }

  private static Map<String, Object> task(RunRecord.Task task, TaskCost cost) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("state", EnumWord.of(task.state()));
    document.put("reason", task.reason());
    document.put("tries", cost.tries());
    document.put("duration_s", seconds(Optional.of(cost.took()).filter(took -> cost.tries() > 0)));
    return document;
  }

  private static Duration change(RunRecord before, RunRecord after, TaskName task) {
    return TaskCost.of(after, task).took().minus(TaskCost.of(before, task).took());
  }

  private static Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", SCHEMA);
    return document;
  }

  private static Map<String, Object> headline(RunRecord run) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("run_id", run.id());
    document.put("state", EnumWord.of(run.state()));
    document.put("try", run.pass());
    document.put("reason", run.reason());
    return document;
  }

  private static Map<String, Object> parts(TimeBreakdown spent) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("tasks_s", seconds(spent.tasks()));
    document.put("failed_tries_s", seconds(spent.failed()));
    document.put("waits_s", seconds(spent.waits()));
    document.put("lock_s", seconds(spent.lock()));
    document.put("hooks_s", seconds(spent.hooks()));
    document.put("halt_task_s", seconds(spent.halt()));
    document.put("rest_s", seconds(spent.rest()));
    return document;
  }

  private static Double seconds(Optional<Duration> time) {
    return time.map(AnalysisJson::seconds).orElse(null);
  }

  private static Double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
