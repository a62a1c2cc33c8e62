package runner.report.metrics;

import static runner.text.PrometheusText.label;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import runner.text.PrometheusText;

/** The metrics of the chain and its tasks, as Prometheus reads them. */
final class MetricsText {
  private static final List<String> STATES =
      List.of("running", "succeeded", "halted", "exited", "failed", "interrupted", "refused");

  private final PrometheusText text = new PrometheusText();

  private MetricsText() {}

  static String of(MetricValues figures) {
    MetricsText made = new MetricsText();
    made.chain(figures);
    made.tasks(figures.tasks());
    made.text.counter("runner_lock_wait_seconds_total", "Time spent waiting for a runner.");
    made.text.sample(seconds(figures.lockWait()));
    made.text.gauge("runner_build_info", "The version of the program; always 1.");
    made.text.sample("1", label("version", figures.version()));
    return made.text.toString();
  }

  private void chain(MetricValues figures) {
    PreviousMetrics last = figures.last();
    one("runner_chain_success", "Whether the last chain that ended succeeded.", last.success());
    text.gauge("runner_chain_state", "The state of the chain: 1 for the one it is in.");
    for (String state : STATES) {
      text.sample(state.equals(figures.state()) ? "1" : "0", label("state", state));
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
    text.gauge("runner_task_duration_seconds", "How long the last try of the task took.");
    each(tasks, task -> task.took().map(MetricsText::seconds));
    text.gauge("runner_task_exit_code", "What the last try ended with, where it ended by itself.");
    each(tasks, task -> task.code().stream().mapToObj(Integer::toString).findFirst());
    text.gauge("runner_task_last_result", "What the last try meant to the chain; always 1.");
    tasks.forEach(
        (name, task) -> text.sample("1", label("task", name), label("result", task.result())));
    text.counter("runner_task_retries_total", "Failures of the task that led to a further try.");
    each(tasks, task -> Optional.of(Integer.toString(task.retries())));
  }

  private void each(
      Map<String, MetricValues.OfTask> tasks,
      Function<MetricValues.OfTask, Optional<String>> value) {
    tasks.forEach(
        (task, known) -> value.apply(known).ifPresent(v -> text.sample(v, label("task", task))));
  }

  private void one(String name, String help, Optional<String> value) {
    text.gauge(name, help);
    value.ifPresent(text::sample);
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%d.%03d", time.toSeconds(), time.toMillisPart());
  }
}
