package runner.pool.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import runner.pool.claim.Claim;
import runner.pool.claim.ClaimOwner;
import runner.pool.claim.LockId;
import runner.pool.judge.Finding;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.text.TimeSpan;

/** A report for people. */
final class PoolReportText {
  private static final List<String> TITLES = List.of("LOCK", "DECISION", "AGE", "OWNER", "REASON");

  private PoolReportText() {}

  static List<String> table(PoolReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (Finding finding : report.findings()) {
      rows.add(row(finding, report));
    }
    List<String> lines = new ArrayList<>();
    if (!rows.isEmpty()) {
      rows.add(0, TITLES);
      int[] widths =
          IntStream.range(0, TITLES.size() - 1)
              .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
              .toArray();
      rows.forEach(row -> lines.add(aligned(row, widths)));
    }
    lines.add(summary(report));
    return lines;
  }

  private static List<String> row(Finding finding, PoolReport report) {
    return List.of(
        finding.lock().toString(),
        decision(finding),
        finding.claim().map(claim -> age(claim, report)).orElse("?"),
        finding.claim().map(claim -> claim.owner().words()).orElse("?"),
        finding.judgement().words());
  }

  private static String decision(Finding finding) {
    if (finding.released().isPresent()) {
      return "released";
    }
    return switch (finding.judgement().decision()) {
      case KEEP -> "keep";
      case RELEASE -> "stale";
      case UNKNOWN -> "unknown";
    };
  }

  private static String age(Claim claim, PoolReport report) {
    return TimeSpan.of(Duration.between(claim.at(), report.at()));
  }

  private static String aligned(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.append(row.get(widths.length)).toString();
  }

  private static String summary(PoolReport report) {
    return "%d claimed, %d stale, %d released, %d unknown"
        .formatted(report.findings().size(), report.stale(), report.released(), report.unknown());
  }

  static List<String> explained(PoolReport report, LockId lock) {
    Finding finding =
        report.findings().stream()
            .filter(one -> one.lock().equals(lock))
            .findFirst()
            .orElseThrow(
                () ->
                    new RunnerException(
                        ExitCode.FAILED, lock.toString(), "is not claimed", "see status"));
    List<String> lines = new ArrayList<>();
    lines.add("lock:      " + lock);
    lines.add("seen at:   " + report.head() + " of " + report.branch() + ", " + report.repo());
    finding.claim().ifPresent(claim -> explain(claim, report, lines));
    finding
        .state()
        .ifPresent(
            state ->
                lines.add(
                    "Concourse: "
                        + state.status()
                        + state.started().map(at -> ", started " + at).orElse("")
                        + state.ended().map(at -> ", ended " + at).orElse("")
                        + state.why()));
    lines.add("decision:  " + decision(finding) + ": " + finding.judgement().words());
    return lines;
  }

  private static void explain(Claim claim, PoolReport report, List<String> lines) {
    lines.add("claim:     " + claim.commit() + ", " + claim.at() + ", " + age(claim, report));
    claim.message().lines().limit(5).forEach(line -> lines.add("message:   " + line));
    lines.add("owner:     " + claim.owner().words());
    if (claim.owner() instanceof ClaimOwner.Named named) {
      lines.add("question:  " + named.path());
    }
  }
}
