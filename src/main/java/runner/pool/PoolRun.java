package runner.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import runner.pool.address.ConcourseUrl;
import runner.pool.address.PoolCredentials;
import runner.pool.claim.LockId;
import runner.pool.claim.LockRelease;
import runner.pool.claim.LockRepository;
import runner.pool.concourse.Concourse;
import runner.pool.git.Git;
import runner.pool.git.GitEnvironment;
import runner.pool.git.GitWorkspace;
import runner.pool.git.RemoteRepository;
import runner.pool.judge.Finding;
import runner.pool.judge.LockScan;
import runner.pool.judge.ReleaseDecision;
import runner.pool.judge.ScanWarnings;
import runner.pool.net.Http;
import runner.pool.net.Patience;
import runner.pool.net.RetryingHttp;
import runner.pool.report.PoolReport;
import runner.task.Clock;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.wait.StopRequest;

/** One run of the pool command, from the fetch of the repository to the report. */
public final class PoolRun implements AutoCloseable {
  private final PoolSettings settings;
  private final Patience patience;
  private final DoubleSupplier random;
  private final GitWorkspace place;
  private final Git git;
  private final RemoteRepository remote;
  private final LockRepository repository;
  private final Optional<Concourse> concourse;

  private PoolRun(
      PoolSettings settings,
      PoolCredentials access,
      Patience patience,
      DoubleSupplier random,
      Consumer<String> notes) {
    this.settings = settings;
    this.patience = patience;
    this.random = random;
    // All that may be wrong with what we were given shows before anything is made.
    this.concourse = concourse(settings, access, patience, random);
    this.place = GitWorkspace.open(access.temporary());
    try {
      this.git = new Git(GitEnvironment.of(access, settings.repo(), place), place, patience, notes);
    } catch (RuntimeException e) {
      place.close();
      throw e;
    }
    this.remote = new RemoteRepository(git, settings.repo(), access, settings.branch());
    this.repository = new LockRepository(git, place);
  }

  /**
   * Prepares a run; nothing is asked of anybody yet.
   *
   * @param random from 0 to 1, for waits
   * @param notes what is done, for those who want to see it
   * @throws RunnerException 78 where Concourse is named and no way to log in is
   */
  public static PoolRun open(
      PoolSettings settings,
      PoolCredentials access,
      Clock clock,
      StopRequest stop,
      DoubleSupplier random,
      Consumer<String> notes) {
    Patience patience = new Patience(clock, stop, settings.timeout());
    return new PoolRun(settings, access, patience, random, notes);
  }

  private static Optional<Concourse> concourse(
      PoolSettings settings, PoolCredentials access, Patience patience, DoubleSupplier random) {
    if (settings.atc().isEmpty()) {
      return Optional.empty();
    }
    ConcourseUrl url = settings.atc().get();
    if (access.token().isEmpty() && (access.username().isEmpty() || access.password().isEmpty())) {
      throw new RunnerException(
          ExitCode.CONFIG,
          "concourse_url",
          "Concourse is named, and nobody to log in as",
          "set CONCOURSE_USERNAME and CONCOURSE_PASSWORD, or CONCOURSE_TOKEN");
    }
    Http http = new Http(url.base(), access.authorities(), access.environment(), patience);
    RetryingHttp retrying = new RetryingHttp(http, patience, random);
    return Optional.of(new Concourse(url, settings.team(), access, retrying));
  }

  /** Looks and judges; writes nothing. */
  public PoolReport status() {
    remote.open();
    LockScan.Seen seen = survey().at(remote.fetch(), now());
    return report(seen, Map.of(), isTooMuch(releases(seen)));
  }

  /** Releases what is due. */
  public PoolReport clean() {
    remote.open();
    LockScan survey = survey();
    Map<LockId, String> judged = new HashMap<>();
    List<Boolean> refused = new ArrayList<>();
    ReleasePush publication = new ReleasePush(repository, remote, patience, random);
    LockScan.Seen last =
        publication.run(
            head -> unchanged(survey.at(head, now()), judged),
            seen -> {
              List<LockRelease> due = releases(seen);
              boolean tooMuch = isTooMuch(due);
              refused.add(tooMuch);
              return tooMuch ? List.of() : due;
            });
    return report(last, publication.released(), refused.contains(true));
  }

  /**
   * Releases one lock because a person says so, whoever owns it.
   *
   * @param name {@code POOL/LOCK}
   * @throws RunnerException 1 where it is not claimed, or cannot be moved
   */
  public PoolReport release(String name, String reason) {
    LockId lock = LockId.parse(name);
    remote.open();
    Optional<Concourse> nobody = Optional.empty();
    PoolSettings one = settings.only(lock.pool());
    LockScan survey = new LockScan(repository, nobody, one.pools(), one.policy());
    Map<LockId, String> judged = new HashMap<>();
    ReleasePush publication = new ReleasePush(repository, remote, patience, random);
    ReleaseDecision wish = ReleaseDecision.release(ReleaseDecision.Because.BY_HAND, reason);
    LockScan.Seen last =
        publication.run(
            head -> unchanged(survey.at(head, now()).only(lock, wish), judged), this::releases);
    if (!publication.released().containsKey(lock)) {
      throw new RunnerException(
          ExitCode.FAILED,
          name,
          last.findings().isEmpty() ? "is not claimed" : last.findings().get(0).judgement().words(),
          "see status");
    }
    return report(last, publication.released(), false);
  }

  private LockScan survey() {
    return new LockScan(repository, concourse, settings.pools(), settings.policy());
  }

  /** A lock that was claimed anew while we looked is the next run's. */
  private static LockScan.Seen unchanged(LockScan.Seen seen, Map<LockId, String> judged) {
    boolean first = judged.isEmpty();
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : seen.findings()) {
      if (first) {
        judged.put(finding.lock(), finding.claimCommit());
      }
      boolean same = finding.claimCommit().equals(judged.get(finding.lock()));
      findings.add(
          same || !finding.judgement().releases()
              ? finding
              : finding.judged(
                  ReleaseDecision.keep(
                      ReleaseDecision.Because.CHANGED, "claimed anew while we looked")));
    }
    return new LockScan.Seen(seen.snapshot(), findings);
  }

  private List<LockRelease> releases(LockScan.Seen seen) {
    return seen.findings().stream()
        .filter(finding -> finding.judgement().releases() && finding.claim().isPresent())
        .map(
            finding ->
                new LockRelease(
                    finding.lock(),
                    finding.claimCommit(),
                    finding.claim().get().owner().words(),
                    finding.judgement().words()))
        .toList();
  }

  private boolean isTooMuch(List<LockRelease> due) {
    return settings.policy().maxReleases().filter(most -> due.size() > most).isPresent();
  }

  private PoolReport report(LockScan.Seen seen, Map<LockId, String> released, boolean refused) {
    List<Finding> findings =
        seen.findings().stream()
            .map(f -> released.containsKey(f.lock()) ? f.releasedBy(released.get(f.lock())) : f)
            .toList();
    Map<String, PoolReport.Count> pools = new LinkedHashMap<>();
    seen.snapshot()
        .pools()
        .forEach(
            (pool, in) ->
                pools.put(pool, new PoolReport.Count(in.claimed().size(), in.unclaimed().size())));
    return new PoolReport(
        settings.repo().address(),
        remote.branch(),
        seen.snapshot().head(),
        now(),
        findings,
        pools,
        ScanWarnings.of(seen, now(), concourse.flatMap(Concourse::date)),
        refused);
  }

  private Instant now() {
    return patience.clock().now();
  }

  @Override
  public void close() {
    git.close();
    place.close();
  }
}
