package runner.pool.judge;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runner.pool.claim.Claim;
import runner.pool.claim.ClaimOwner;
import runner.pool.claim.LockId;
import runner.pool.claim.LockRelease;
import runner.pool.claim.LockRepository;
import runner.pool.claim.PoolTree;
import runner.pool.concourse.BuildState;
import runner.pool.concourse.Concourse;

/** Looks at all claimed locks of the pools at one commit, and judges each. Writes nothing. */
public final class LockScan {
  private final LockRepository repository;
  private final Optional<Concourse> concourse;
  private final Map<String, Duration> pools;
  private final ReleaseSettings policy;

  public LockScan(
      LockRepository repository,
      Optional<Concourse> concourse,
      Map<String, Duration> pools,
      ReleaseSettings policy) {
    this.repository = repository;
    this.concourse = concourse;
    this.pools = pools;
    this.policy = policy;
  }

  /** What was seen at a commit. */
  public record Seen(PoolTree snapshot, List<Finding> findings) {
    /** One lock of it, with a person's wish for a judgement; what cannot be moved stays so. */
    public Seen only(LockId lock, ReleaseDecision wish) {
      List<Finding> one =
          findings.stream()
              .filter(finding -> finding.lock().equals(lock))
              .map(f -> snapshot.fault(lock).isEmpty() ? f.judged(wish) : f)
              .toList();
      return new Seen(snapshot, one);
    }

    /** The same, but that a lock claimed anew since an earlier look is left to the next run. */
    public Seen since(Seen earlier) {
      Map<LockId, String> claims =
          earlier.findings.stream().collect(toMap(Finding::lock, Finding::claimCommit));
      ReleaseDecision changed =
          ReleaseDecision.keep(ReleaseDecision.Because.CHANGED, "claimed anew while we looked");
      List<Finding> all =
          findings.stream()
              .map(
                  f ->
                      f.judgement().releases() && !f.claimCommit().equals(claims.get(f.lock()))
                          ? f.judged(changed)
                          : f)
              .toList();
      return new Seen(snapshot, all);
    }

    /** What is to be released. */
    public List<LockRelease> due() {
      return findings.stream()
          .filter(finding -> finding.judgement().releases())
          .flatMap(finding -> finding.release().stream())
          .toList();
    }
  }

  public Seen at(String head, Instant clock) {
    PoolTree snapshot = repository.snapshot(head, pools.keySet());
    Set<LockId> locks = new LinkedHashSet<>();
    snapshot
        .pools()
        .forEach((pool, in) -> in.claimed().keySet().forEach(l -> locks.add(new LockId(pool, l))));
    Map<LockId, Claim> claims = locks.isEmpty() ? Map.of() : repository.claims(head, locks);
    Map<LockId, Optional<BuildState>> states = states(claims);
    LockJudge judge = new LockJudge(policy, now(clock));
    Set<String> marked = marked(head, locks);
    List<Finding> findings = new ArrayList<>();
    for (LockId lock : locks) {
      Optional<Claim> claim = Optional.ofNullable(claims.get(lock));
      Optional<BuildState> state = states.getOrDefault(lock, Optional.empty());
      ReleaseDecision judgement = judged(judge, snapshot, lock, claim, state, marked);
      findings.add(new Finding(lock, claim, state, judgement, Optional.empty()));
    }
    return new Seen(snapshot, findings);
  }

  private ReleaseDecision judged(
      LockJudge judge,
      PoolTree snapshot,
      LockId lock,
      Optional<Claim> claim,
      Optional<BuildState> state,
      Set<String> marked) {
    String fault = snapshot.fault(lock);
    if (!fault.isEmpty()) {
      return ReleaseDecision.unknown(fault);
    }
    if (claim.isEmpty()) {
      return ReleaseDecision.unknown("its claim is not in the history");
    }
    boolean held =
        marked.contains(lock.claimedPath())
            || policy.holdMarker().filter(claim.get().message()::contains).isPresent();
    return judge.of(claim.get(), state, pools.get(lock.pool()), held);
  }

  private Set<String> marked(String head, Set<LockId> locks) {
    Set<String> named = new HashSet<>();
    locks.forEach(lock -> named.add(lock.pool()));
    return policy.holdMarker().isEmpty() || named.isEmpty()
        ? Set.of()
        : repository.holding(policy.holdMarker().get(), head, named);
  }

  /** Where a login was needed and refused, nothing at all is known of anybody. */
  private Map<LockId, Optional<BuildState>> states(Map<LockId, Claim> claims) {
    if (concourse.isEmpty()) {
      return Map.of();
    }
    Map<LockId, ClaimOwner.Named> owners = new LinkedHashMap<>();
    claims.forEach(
        (lock, claim) -> {
          if (claim.owner() instanceof ClaimOwner.Named named) {
            owners.put(lock, named);
          }
        });
    Map<ClaimOwner.Named, BuildState> told =
        owners.isEmpty() ? Map.of() : concourse.get().ask(owners.values());
    BuildState otherwise =
        concourse.get().trouble().map(BuildState::unknown).orElseGet(() -> BuildState.gone(""));
    Map<LockId, Optional<BuildState>> states = new LinkedHashMap<>();
    claims.forEach(
        (lock, claim) ->
            states.put(
                lock,
                Optional.of(owners.containsKey(lock) ? told.get(owners.get(lock)) : otherwise)));
    return states;
  }

  /** Of two clocks that disagree the earlier one counts: by it fewer claims are old. */
  private Instant now(Instant clock) {
    return concourse
        .flatMap(Concourse::date)
        .filter(date -> date.isBefore(clock.minus(LockJudge.SKEW)))
        .orElse(clock);
  }
}
