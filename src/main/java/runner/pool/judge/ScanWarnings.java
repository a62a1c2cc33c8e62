package runner.pool.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import runner.pool.claim.ClaimOwner;
import runner.text.TimeSpan;

/** What a person should look at, though it changes no decision. */
public final class ScanWarnings {
  private ScanWarnings() {}

  public static List<String> of(LockScan.Seen seen, Instant now, Optional<Instant> concourse) {
    List<String> warnings = new ArrayList<>();
    concourse
        .map(date -> Duration.between(date, now))
        .filter(skew -> skew.abs().compareTo(LockJudge.SKEW) > 0)
        .ifPresent(
            skew ->
                warnings.add(
                    "this machine's clock and that of Concourse are "
                        + TimeSpan.of(skew.abs())
                        + " apart"));
    seen.snapshot()
        .pools()
        .forEach(
            (pool, contents) -> {
              if (contents.size() == 0) {
                warnings.add(pool + ": the pool has no lock at all");
              }
            });
    future(seen, now, warnings);
    several(seen, warnings);
    return warnings;
  }

  private static void future(LockScan.Seen seen, Instant now, List<String> warnings) {
    for (Finding finding : seen.findings()) {
      finding
          .claim()
          .filter(claim -> claim.at().isAfter(now.plus(LockJudge.SKEW)))
          .ifPresent(c -> warnings.add(c.lock() + ": claimed in the future, at " + c.at()));
    }
  }

  /** A put that is started anew claims a second lock, and the build frees one of them. */
  private static void several(LockScan.Seen seen, List<String> warnings) {
    Map<String, List<String>> held = new TreeMap<>();
    for (Finding finding : seen.findings()) {
      finding
          .claim()
          .filter(claim -> claim.owner() instanceof ClaimOwner.Named)
          .map(claim -> claim.owner().words() + " holds several locks of " + claim.lock().pool())
          .ifPresent(
              k -> held.computeIfAbsent(k, x -> new ArrayList<>()).add(finding.lock().lock()));
    }
    held.forEach(
        (words, locks) -> {
          if (locks.size() > 1) {
            String some = locks.stream().limit(5).collect(Collectors.joining(", "));
            warnings.add(words + ": " + some + (locks.size() > 5 ? ", ..." : ""));
          }
        });
  }
}
