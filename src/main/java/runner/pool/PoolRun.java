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
import runner.pool.address.Access;
import runner.pool.address.AtcUrl;
import runner.pool.claim.LockId;
import runner.pool.claim.LockRepository;
import runner.pool.claim.Release;
import runner.pool.concourse.Builds;
import runner.pool.concourse.Concourse;
import runner.pool.git.Git;
import runner.pool.git.GitEnvironment;
import runner.pool.git.Remote;
import runner.pool.git.Workspace;
import runner.pool.judge.Finding;
import runner.pool.judge.Judgement;
import runner.pool.judge.Survey;
import runner.pool.judge.Warnings;
import runner.pool.net.Asking;
import runner.pool.net.Http;
import runner.pool.net.Patience;
import runner.pool.net.Trust;
import runner.pool.report.Report;
import runner.task.Clock;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.wait.Stop;

/** One run of the pool command, from the fetch of the repository to the report. */
public final class PoolRun implements AutoCloseable {
  private final PoolSettings settings;
  private final Patience patience;
  private final DoubleSupplier random;
  private final Workspace place;
  private final Git git;
  private final Remote remote;
  private final LockRepository repository;
  private final Optional<Builds> builds;

  private PoolRun(
      PoolSettings settings,
      Access access,
      Patience patience,
      DoubleSupplier random,
      Consumer<String> notes) {
    this.settings = settings;
    this.patience = patience;
    this.random = random;
    // All that may be wrong with what we were given shows before anything is made.
    this.builds = builds(settings, access, patience, random);
    this.place = Workspace.open(access.temporary());
    try {
      this.git = new Git(GitEnvironment.of(access, settings.repo(), place), place, patience, notes);
    } catch (RuntimeException e) {
      place.close();
      throw e;
    }
    this.remote = new Remote(git, settings.repo(), access, settings.branch());
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
      Access access,
      Clock clock,
      Stop stop,
      DoubleSupplier random,
      Consumer<String> notes) {
    Patience patience = new Patience(clock, stop, settings.timeout());
    return new PoolRun(settings, access, patience, random, notes);
  }

  private static Optional<Builds> builds(
      PoolSettings settings, Access access, Patience patience, DoubleSupplier random) {
    if (settings.atc().isEmpty()) {
      return Optional.empty();
    }
    AtcUrl url = settings.atc().get();
    if (access.token().isEmpty() && (access.username().isEmpty() || access.password().isEmpty())) {
      throw new RunnerException(
          ExitCode.CONFIG,
          "concourse_url",
          "Concourse is named, and nobody to log in as",
          "set CONCOURSE_USERNAME and CONCOURSE_PASSWORD, or CONCOURSE_TOKEN");
    }
    Trust trust = url.encrypted() ? Trust.of(access.authorities()) : Trust.unneeded();
    Asking asking = new Asking(new Http(trust, access.environment(), patience), patience, random);
    return Optional.of(new Concourse(url, settings.team(), access, asking));
  }

  /** Looks and judges; writes nothing. */
  public Report status() {
    remote.open();
    Survey.Seen seen = survey().at(remote.fetch(), now());
    return report(seen, Map.of(), isTooMuch(releases(seen)));
  }

  /** Releases what is due. */
  public Report clean() {
    remote.open();
    Survey survey = survey();
    Map<LockId, String> judged = new HashMap<>();
    List<Boolean> refused = new ArrayList<>();
    Publication publication = new Publication(repository, remote, patience, random);
    Survey.Seen last =
        publication.run(
            head -> unchanged(survey.at(head, now()), judged),
            seen -> {
              List<Release> due = releases(seen);
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
  public Report release(String name, String reason) {
    LockId lock = LockId.parse(name);
    remote.open();
    Optional<Builds> nobody = Optional.empty();
    PoolSettings one = settings.only(lock.pool());
    Survey survey = new Survey(repository, nobody, one.pools(), one.policy());
    Map<LockId, String> judged = new HashMap<>();
    Publication publication = new Publication(repository, remote, patience, random);
    Judgement wish = Judgement.release(Judgement.Because.BY_HAND, reason);
    Survey.Seen last =
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

  private Survey survey() {
    return new Survey(repository, builds, settings.pools(), settings.policy());
  }

  /** A lock that was claimed anew while we looked is the next run's. */
  private static Survey.Seen unchanged(Survey.Seen seen, Map<LockId, String> judged) {
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
                  Judgement.keep(Judgement.Because.CHANGED, "claimed anew while we looked")));
    }
    return new Survey.Seen(seen.snapshot(), findings);
  }

  private List<Release> releases(Survey.Seen seen) {
    return seen.findings().stream()
        .filter(finding -> finding.judgement().releases() && finding.claim().isPresent())
        .map(
            finding ->
                new Release(
                    finding.lock(),
                    finding.claimCommit(),
                    finding.claim().get().owner().words(),
                    finding.judgement().words()))
        .toList();
  }

  private boolean isTooMuch(List<Release> due) {
    return settings.policy().maxReleases().filter(most -> due.size() > most).isPresent();
  }

  private Report report(Survey.Seen seen, Map<LockId, String> released, boolean refused) {
    List<Finding> findings =
        seen.findings().stream()
            .map(f -> released.containsKey(f.lock()) ? f.releasedBy(released.get(f.lock())) : f)
            .toList();
    Map<String, Report.Count> pools = new LinkedHashMap<>();
    seen.snapshot()
        .pools()
        .forEach(
            (pool, in) ->
                pools.put(pool, new Report.Count(in.claimed().size(), in.unclaimed().size())));
    return new Report(
        settings.repo().address(),
        remote.branch(),
        seen.snapshot().head(),
        now(),
        findings,
        pools,
        Warnings.of(seen, now(), builds.flatMap(Builds::date)),
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
