package runner.pool.report;

import static runner.text.PrometheusText.label;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import runner.pool.judge.Finding;
import runner.pool.judge.ReleaseDecision;
import runner.text.EnumWord;
import runner.text.PrometheusText;

/**
 * The metrics of a run, as Prometheus reads them. Every family has all its members, 0 included, so
 * that a push leaves no old value of one behind.
 */
final class PoolMetricsText {
  private static final List<ReleaseDecision.Because> STALE =
      List.of(
          ReleaseDecision.Because.ENDED,
          ReleaseDecision.Because.GONE,
          ReleaseDecision.Because.NO_OWNER,
          ReleaseDecision.Because.NO_CONCOURSE,
          ReleaseDecision.Because.UNKNOWN,
          ReleaseDecision.Because.BY_HAND);

  private final PrometheusText text = new PrometheusText();

  private PoolMetricsText() {}

  static String of(PoolMetrics metrics) {
    PoolMetricsText made = new PoolMetricsText();
    metrics.report().ifPresent(made::report);
    made.run(metrics);
    return made.text.toString();
  }

  private void run(PoolMetrics metrics) {
    text.gauge("pool_last_run_timestamp_seconds", "When the last run ended.");
    text.sample(metrics.at().getEpochSecond());
    if (metrics.exitCode() == 0) {
      text.gauge("pool_last_success_timestamp_seconds", "When the last run with exit 0 ended.");
      text.sample(metrics.at().getEpochSecond());
    }
    text.gauge("pool_last_run_exit_code", "Exit code of the last run.");
    text.sample(metrics.exitCode());
    text.gauge("pool_run_duration_seconds", "How long the last run took.");
    text.sample(Double.toString(metrics.took().toMillis() / 1000.0));
  }

  private void report(PoolReport report) {
    text.gauge("pool_locks", "Locks of the pool by state, as the run found them.");
    report
        .pools()
        .forEach(
            (pool, count) -> {
              text.sample(count.claimed(), label("pool", pool), label("state", "claimed"));
              text.sample(count.unclaimed(), label("pool", pool), label("state", "unclaimed"));
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
    text.gauge("pool_locks_stale", "Claimed locks that are due for release, by reason.");
    for (String pool : report.pools().keySet()) {
      for (ReleaseDecision.Because because : STALE) {
        text.sample(
            count(
                in(report, pool),
                f -> f.judgement().releases() && f.judgement().because() == because),
            label("pool", pool),
            label("reason", EnumWord.of(because)));
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
    text.gauge(name, help);
    for (String pool : report.pools().keySet()) {
      text.sample(value.applyAsLong(in(report, pool)), label("pool", pool));
    }
  }

  private static List<Finding> in(PoolReport report, String pool) {
    return report.findings().stream().filter(f -> f.lock().pool().equals(pool)).toList();
  }
}
