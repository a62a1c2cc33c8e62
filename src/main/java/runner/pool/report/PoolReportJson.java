package runner.pool.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runner.pool.claim.Claim;
import runner.pool.claim.ClaimOwner;
import runner.pool.concourse.BuildState;
import runner.pool.judge.Finding;
import runner.text.EnumWord;

/** A report for programs. */
final class PoolReportJson {
  private PoolReportJson() {}

  static Map<String, Object> of(PoolReport report) {
    List<Map<String, Object>> locks = new ArrayList<>();
    report.findings().forEach(finding -> locks.add(lock(finding, report)));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", 1);
    document.put("repo", report.repo());
    document.put("branch", report.branch());
    document.put("head", report.head());
    document.put("time", report.at().toString());
    document.put("locks", locks);
    document.put("pools", pools(report));
    document.put("stale", report.stale());
    document.put("released", report.released());
    document.put("unknown", report.unknown());
    document.put("refused", report.refused());
    document.put("warnings", report.warnings());
    return document;
  }

  private static List<Map<String, Object>> pools(PoolReport report) {
    List<Map<String, Object>> pools = new ArrayList<>();
    report
        .pools()
        .forEach(
            (name, count) -> {
              Map<String, Object> pool = new LinkedHashMap<>();
              pool.put("pool", name);
              pool.put("claimed", count.claimed());
              pool.put("unclaimed", count.unclaimed());
              pools.add(pool);
            });
    return pools;
  }

  private static Map<String, Object> lock(Finding finding, PoolReport report) {
    Map<String, Object> lock = new LinkedHashMap<>();
    lock.put("pool", finding.lock().pool());
    lock.put("lock", finding.lock().lock());
    lock.put("state", finding.released().isPresent() ? "unclaimed" : "claimed");
    lock.put("claim_commit", finding.claim().map(Claim::commit).orElse(null));
    lock.put("claim_time", finding.claim().map(claim -> claim.at().toString()).orElse(null));
    lock.put("age_s", finding.claim().map(claim -> age(claim, report)).orElse(null));
    lock.put("owner", finding.claim().map(claim -> owner(claim.owner())).orElse(null));
    lock.put("build_status", finding.state().map(BuildState::status).orElse(null));
    lock.put("decision", EnumWord.of(finding.judgement().decision()));
    lock.put("because", EnumWord.of(finding.judgement().because()));
    lock.put("reason", finding.judgement().words());
    lock.put("released_commit", finding.released().orElse(null));
    return lock;
  }

  private static long age(Claim claim, PoolReport report) {
    return Duration.between(claim.at(), report.at()).toSeconds();
  }

  private static Map<String, Object> owner(ClaimOwner owner) {
    Map<String, Object> document = new LinkedHashMap<>();
    if (owner instanceof ClaimOwner.Job job) {
      document.put("team", job.team());
      document.put("pipeline", job.pipeline());
      document.put("vars", job.vars());
      document.put("job", job.job());
      document.put("build", job.build());
    } else if (owner instanceof ClaimOwner.OneOff oneOff) {
      document.put("id", oneOff.id());
    }
    document.put("words", owner.words());
    return document;
  }

  static String digest(PoolReport report) {
    List<String> stale =
        report.findings().stream()
            .filter(f -> f.judgement().releases() && f.released().isEmpty())
            .map(f -> f.lock() + " " + f.claimCommit())
            .sorted()
            .toList();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", stale).getBytes(StandardCharsets.UTF_8));
      return stale.isEmpty() ? "none" : HexFormat.of().formatHex(hash).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
