package runner.report.status;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import runner.journal.RunRecord;
import runner.process.BootId;
import runner.process.ProcessId;
import runner.process.RecordedProcess;
import runner.report.Json;
import runner.text.EnumWord;

/** The document that programs read, schema 1; {@code docs/status.schema.json} describes it. */
final class StatusJson {
  private static final int SCHEMA = 1;

  private StatusJson() {}

  static Map<String, Object> document(Status status) {
    Optional<Status.Run> run = status.run();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", SCHEMA);
    document.put("state", EnumWord.of(status.state()));
    document.put("run_id", run.map(Status.Run::id).orElse(null));
    document.put("boot_id", run.map(r -> r.runner().boot().kernel()).orElse(null));
    document.put("boot", run.map(r -> r.runner().boot().text()).orElse(null));
    document.put("runner", run.map(r -> runner(r.runner().id())).orElse(null));
    document.put("started", run.map(r -> r.started().toString()).orElse(null));
    document.put("finished", run.flatMap(Status.Run::finished).map(Instant::toString).orElse(null));
    document.put("try", run.map(Status.Run::pass).orElse(null));
    document.put("max_tries", run.flatMap(Status.Run::maxTries).orElse(null));
    document.put("reason", status.reason());
    document.put(
        "waiting", run.flatMap(Status.Run::waiting).map(StatusJson::document).orElse(null));
    Optional<RunRecord.Refusal> refusal = run.flatMap(Status.Run::refusal);
    document.put("refusal", refusal.map(StatusJson::refusal).orElse(null));
    document.put("config", run.map(Status.Run::config).filter(c -> !c.isEmpty()).orElse(null));
    List<Status.Task> tasks = run.map(Status.Run::tasks).orElse(List.of());
    document.put("tasks", tasks.stream().map(StatusJson::document).toList());
    document.put("halt", run.flatMap(Status.Run::halt).map(StatusJson::document).orElse(null));
    return document;
  }

  private static Map<String, Object> runner(ProcessId runner) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("pid", runner.pid());
    document.put("ticks", runner.started());
    return document;
  }

  private static Map<String, Object> refusal(RunRecord.Refusal refusal) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("code", refusal.code());
    document.put("count", refusal.count());
    return document;
  }

  private static Map<String, Object> document(Status.Waiting waiting) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("until", waiting.until().toString());
    document.put("try", waiting.nextTry());
    document.put("task", waiting.file());
    document.put("reason", waiting.reason());
    return document;
  }

  private static Map<String, Object> document(Status.Task task) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("task", task.file());
    document.put("state", EnumWord.of(task.state()));
    document.put("reason", task.reason());
    document.put("attempt", task.attempt());
    document.put("exit_code", task.exitCode().orElse(null));
    document.put("signal", task.signal().orElse(null));
    document.put("duration_s", task.took().map(took -> took.toMillis() / 1000.0).orElse(null));
    document.put("log", task.log().orElse(null));
    return document;
  }

  static Status.Run run(String json) throws IOException {
    try {
      return run(Json.read(json));
    } catch (DateTimeException | ClassCastException | IllegalArgumentException e) {
      throw new IOException("not a status of schema " + SCHEMA + ": " + e.getMessage(), e);
    }
  }

  private static Status.Run run(Map<?, ?> document) {
    if (!document.get("schema").equals(SCHEMA)) {
      throw new IllegalArgumentException("its schema is " + document.get("schema"));
    }
    Map<?, ?> runner = (Map<?, ?>) document.get("runner");
    String config = given(document, "config", String.class).orElse("");
    List<Status.Task> tasks = new ArrayList<>();
    for (Object task : (List<?>) document.get("tasks")) {
      tasks.add(task((Map<?, ?>) task));
    }
    return new Status.Run(
        text(document, "run_id"),
        new RecordedProcess(
            new BootId(given(document, "boot", String.class).orElse(text(document, "boot_id"))),
            new ProcessId(number(runner, "pid"), number(runner, "ticks"))),
        state(document),
        (int) number(document, "try"),
        given(document, "max_tries", Number.class).map(Number::intValue),
        given(document, "waiting", Map.class).map(StatusJson::waiting),
        text(document, "reason"),
        Instant.parse(text(document, "started")),
        given(document, "finished", String.class).map(Instant::parse),
        tasks,
        given(document, "halt", Map.class).map(StatusJson::task),
        given(document, "refusal", Map.class).map(StatusJson::refused),
        config);
  }

  private static Status.Waiting waiting(Map<?, ?> document) {
    return new Status.Waiting(
        text(document, "task"),
        (int) number(document, "try"),
        Instant.parse(text(document, "until")));
  }

  private static RunRecord.Refusal refused(Map<?, ?> document) {
    return new RunRecord.Refusal(
        (int) number(document, "code"), (int) number(document, "count"), true);
  }

  private static Status.Task task(Map<?, ?> document) {
    return new Status.Task(
        text(document, "task"),
        state(document),
        text(document, "reason"),
        (int) number(document, "attempt"),
        given(document, "exit_code", Number.class).map(Number::intValue),
        given(document, "signal", Number.class).map(Number::intValue),
        given(document, "duration_s", Number.class)
            .map(seconds -> Duration.ofMillis(Math.round(1000 * seconds.doubleValue()))),
        given(document, "log", String.class));
  }

  private static RunRecord.State state(Map<?, ?> document) {
    return RunRecord.State.valueOf(text(document, "state").toUpperCase(Locale.ROOT));
  }

  private static String text(Map<?, ?> document, String key) {
    return given(document, key, String.class).orElseThrow(() -> missing(key));
  }

  private static long number(Map<?, ?> document, String key) {
    return given(document, key, Number.class).orElseThrow(() -> missing(key)).longValue();
  }

  private static <T> Optional<T> given(Map<?, ?> document, String key, Class<T> kind) {
    return Optional.ofNullable(document.get(key)).map(kind::cast);
  }

  private static IllegalArgumentException missing(String key) {
    return new IllegalArgumentException("it has no " + key);
  }
}
