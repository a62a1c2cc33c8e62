package runner.report.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Prometheus' text format 0.0.4; without timestamps, which the textfile collector refuses. */
final class MetricsText {
  private static final List<String> STATES =
      List.of("running", "succeeded", "halted", "exited", "failed", "interrupted");

  private final StringBuilder text = new StringBuilder();

  /** Written before the first sample; a family without samples is none. */
  private String heading = "";

  private MetricsText() {}

  static String of(MetricValues figures) {
    MetricsText made = new MetricsText();
    made.chain(figures);
    made.tasks(figures.tasks());
    made.family("runner_lock_wait_seconds_total", "counter", "Time spent waiting for a runner.");
    made.sample("runner_lock_wait_seconds_total", "", seconds(figures.lockWait()));
    made.family("runner_build_info", "gauge", "The version of the program; always 1.");
    made.sample("runner_build_info", label("version", figures.version()), "1");
    return made.text.toString();
  }

  private void chain(MetricValues figures) {
    PreviousMetrics last = figures.last();
    one("runner_chain_success", "Whether the last chain that ended succeeded.", last.success());
    family("runner_chain_state", "gauge", "The state of the chain: 1 for the one it is in.");
    for (String state : STATES) {
      String value = state.equals(figures.state()) ? "1" : "0";
      sample("runner_chain_state", label("state", state), value);
    }
    one(
        "runner_chain_duration_seconds",
        "How long the last chain that ended took.",
        last.duration());
    one(
        "runner_chain_last_start_timestamp_seconds",
        "When the last chain began.",
        figures.started().map(at -> Long.toString(at.getEpochSecond())));
    one(
        "runner_chain_last_success_timestamp_seconds",
        "When a chain last ended well.",
        last.lastSuccess());
    one(
        "runner_chain_tries",
        "Passes over the chain so far.",
        Optional.of(Integer.toString(figures.tries())));
  }

  private void tasks(Map<String, MetricValues.OfTask> tasks) {
    each(
        "runner_task_duration_seconds",
        "gauge",
        "How long the last try of the task took.",
        tasks,
        task -> task.took().map(MetricsText::seconds));
    each(
        "runner_task_exit_code",
        "gauge",
        "What the last try ended with, where it ended by itself.",
        tasks,
        task -> task.code().stream().mapToObj(Integer::toString).findFirst());
    family("runner_task_last_result", "gauge", "What the last try meant to the chain; always 1.");
    tasks.forEach(
        (name, task) ->
            sample(
                "runner_task_last_result",
                label("task", name) + "," + label("result", task.result()),
                "1"));
    each(
        "runner_task_retries_total",
        "counter",
        "Failures of the task that led to a further try.",
        tasks,
        task -> Optional.of(Integer.toString(task.retries())));
  }

  private void each(
      String name,
      String type,
      String help,
      Map<String, MetricValues.OfTask> tasks,
      Function<MetricValues.OfTask, Optional<String>> value) {
    family(name, type, help);
    tasks.forEach(
        (task, known) -> value.apply(known).ifPresent(v -> sample(name, label("task", task), v)));
  }

  private void one(String name, String help, Optional<String> value) {
    family(name, "gauge", help);
    value.ifPresent(known -> sample(name, "", known));
  }

  private void family(String name, String type, String help) {
    heading = "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
  }

  private void sample(String name, String labels, String value) {
    String braced = labels.isEmpty() ? "" : "{" + labels + "}";
    text.append(heading).append(name).append(braced).append(' ').append(value).append('\n');
    heading = "";
  }

  private static String label(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + "=\"" + escaped + "\"";
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%d.%03d", time.toSeconds(), time.toMillisPart());
  }
}
