package runner.pool.report;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import runner.pool.judge.Finding;
import runner.pool.judge.ReleaseDecision;
import runner.text.EnumWord;

/** The text of the metrics. Every family has all its members, 0 included: a push forgets none. */
final class MetricsText {
  private static final List<ReleaseDecision.Because> STALE =
      List.of(
          ReleaseDecision.Because.ENDED,
          ReleaseDecision.Because.GONE,
          ReleaseDecision.Because.NO_OWNER,
          ReleaseDecision.Because.NO_CONCOURSE,
          ReleaseDecision.Because.UNKNOWN,
          ReleaseDecision.Because.BY_HAND);

  private final StringBuilder text = new StringBuilder();
  private String current = "";

  private MetricsText() {}

  static String of(PoolMetrics metrics) {
    MetricsText made = new MetricsText();
    metrics.report().ifPresent(made::report);
    made.family("pool_last_run_timestamp_seconds", "When the last run ended.");
    made.sample("", metrics.at().getEpochSecond());
    if (metrics.exitCode() == 0) {
      made.family("pool_last_success_timestamp_seconds", "When the last run with exit 0 ended.");
      made.sample("", metrics.at().getEpochSecond());
    }
    made.family("pool_last_run_exit_code", "Exit code of the last run.");
    made.sample("", metrics.exitCode());
    made.family("pool_run_duration_seconds", "How long the last run took.");
    made.sample("", Double.toString(metrics.took().toMillis() / 1000.0));
    return made.text.toString();
  }

  private void report(PoolReport report) {
    family("pool_locks", "Locks of the pool by state, as the run found them.");
    report
        .pools()
        .forEach(
            (pool, count) -> {
              sample(label("pool", pool) + ",state=\"claimed\"", count.claimed());
              sample(label("pool", pool) + ",state=\"unclaimed\"", count.unclaimed());
            });
    stale(report);
    perPool(
        report,
        "pool_locks_unknown",
        "Locks whose owner could not be judged.",
        all -> count(all, f -> f.judgement().decision() == ReleaseDecision.Decision.UNKNOWN));
    perPool(
        report,
        "pool_oldest_claim_age_seconds",
        "Age of the oldest claim; 0 without one.",
        all -> oldest(all, report));
    perPool(
        report,
        "pool_last_run_released",
        "Locks the last run released.",
        all -> count(all, f -> f.released().isPresent()));
  }

  private void stale(PoolReport report) {
    family("pool_locks_stale", "Claimed locks that are due for release, by reason.");
    for (String pool : report.pools().keySet()) {
      for (ReleaseDecision.Because because : STALE) {
        sample(
            label("pool", pool) + "," + label("reason", EnumWord.of(because)),
            in(report, pool).stream()
                .filter(f -> f.judgement().releases() && f.judgement().because() == because)
                .count());
      }
    }
  }

  private static long count(List<Finding> all, Predicate<Finding> which) {
    return all.stream().filter(which).count();
  }

  private static long oldest(List<Finding> all, PoolReport report) {
    return all.stream()
        .flatMap(finding -> finding.claim().stream())
        .map(claim -> Duration.between(claim.at(), report.at()))
        .max(Comparator.naturalOrder())
        .map(age -> Math.max(0, age.toSeconds()))
        .orElse(0L);
  }

  private void perPool(
      PoolReport report, String name, String help, ToLongFunction<List<Finding>> value) {
    family(name, help);
    for (String pool : report.pools().keySet()) {
      sample(label("pool", pool), value.applyAsLong(in(report, pool)));
    }
  }

  private static List<Finding> in(PoolReport report, String pool) {
    return report.findings().stream().filter(f -> f.lock().pool().equals(pool)).toList();
  }

  private void family(String name, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
    current = name;
  }

  private void sample(String labels, long value) {
    sample(labels, Long.toString(value));
  }

  private void sample(String labels, String value) {
    text.append(current);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(value).append('\n');
  }

  private static String label(String name, String value) {
    return name
        + "=\""
        + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + "\"";
  }
}
