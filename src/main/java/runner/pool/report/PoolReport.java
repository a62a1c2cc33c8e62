package runner.pool.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import runner.pool.claim.LockId;
import runner.pool.judge.Finding;
import runner.pool.judge.ReleaseDecision;

/**
 * What a run found and did.
 *
 * @param repo the address of the repository, without secrets
 * @param branch the branch it speaks of
 * @param head the commit of the branch
 * @param at when it was made
 * @param findings every claimed lock of the pools, in their order
 * @param pools how many locks each has
 * @param warnings what somebody should look at
 * @param refused whether so much would have been released that nothing was
 */
public record PoolReport(
    String repo,
    String branch,
    String head,
    Instant at,
    List<Finding> findings,
    Map<String, Count> pools,
    List<String> warnings,
    boolean refused) {

  /** Locks of a pool. */
  public record Count(int claimed, int unclaimed) {}

  public PoolReport {
    findings = List.copyOf(findings);
    warnings = List.copyOf(warnings);
  }

  /** How many locks the run released. */
  public long released() {
    return findings.stream().filter(f -> f.released().isPresent()).count();
  }

  /** The locks the run released, as POOL/LOCK. */
  public List<String> releasedLocks() {
    return findings.stream()
        .filter(f -> f.released().isPresent())
        .map(f -> f.lock().toString())
        .toList();
  }

  /** The commit of the branch after the run. */
  public String resulting() {
    return findings.stream()
        .flatMap(f -> f.released().stream())
        .reduce(head, (first, last) -> last);
  }

  /** How many are due, those already released included. */
  public long stale() {
    return findings.stream().filter(f -> f.judgement().releases()).count();
  }

  /** How many have an owner nobody could judge. */
  public long unknown() {
    return findings.stream()
        .filter(f -> f.judgement().decision() == ReleaseDecision.Decision.UNKNOWN)
        .count();
  }

  /** A table for people, a line each; a lock's name or message may hold anything. */
  public List<String> table() {
    return PoolReportText.table(this);
  }

  /**
   * All that led to the judgement of one lock, for people.
   *
   * @param name {@code POOL/LOCK}
   * @throws runner.task.RunnerException 1 where it is not claimed
   */
  public List<String> explained(String name) {
    return PoolReportText.explained(this, LockId.parse(name));
  }

  /** The same for programs; schema 1. */
  public Map<String, Object> document() {
    return PoolReportJson.of(this);
  }

  /** The locks a {@code clean} would release now, as one short text that changes with the set. */
  public String staleDigest() {
    return PoolReportJson.digest(this);
  }
}
