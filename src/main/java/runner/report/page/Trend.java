package runner.report.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import runner.journal.RunRecord;
import runner.report.history.SecretValues;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/** How long the last runs took and how they ended. */
record Trend(String self, List<Past> runs, SecretValues secrets) {

  /** As much of a run as is shown of it here. */
  record Past(
      String id, Instant started, RunRecord.State state, Optional<Duration> took, String reason) {
    static Past of(RunRecord run) {
      return new Past(run.id(), run.started(), run.state(), run.took(), run.reason());
    }
  }

  List<ReportPage.TrendBar> bars() {
    double longest = Math.max(1, longest().toMillis());
    return runs.stream().map(run -> bar(run, longest)).toList();
  }

  List<ReportPage.TrendBar> newestFirst() {
    List<ReportPage.TrendBar> all = new ArrayList<>(bars());
    Collections.reverse(all);
    return all;
  }

  /** What the highest bar stands for. */
  String slowest() {
    return TimeSpan.of(longest());
  }

  private Duration longest() {
    return runs.stream()
        .flatMap(run -> run.took().stream())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private ReportPage.TrendBar bar(Past run, double longest) {
    double height = 100 * run.took().orElse(Duration.ZERO).toMillis() / longest;
    return new ReportPage.TrendBar(
        run.id(),
        ReportPage.time(run.started()),
        EnumWord.of(run.state()),
        ReportPage.took(run.took()),
        ReportPage.percent(Math.max(3, height)),
        secrets.cover(run.reason()),
        run.id().equals(self));
  }
}
