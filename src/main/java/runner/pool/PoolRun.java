package runner.pool;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import runner.pool.address.ConcourseUrl;
import runner.pool.address.PoolCredentials;
import runner.pool.claim.LockId;
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
import runner.pool.net.RetryingHttp;
import runner.pool.net.RunLimit;
import runner.pool.report.PoolReport;
import runner.task.Clock;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.wait.StopRequest;

/** One run of the pool command, from the fetch of the repository to the report. */
public final class PoolRun implements AutoCloseable {
  private final PoolSettings settings;
  private final RunLimit limit;
  private final GitWorkspace place;
  private final Git git;
  private final RemoteRepository remote;
  private final LockRepository repository;
  private final ReleasePush push;
  private final Optional<Concourse> concourse;

  private PoolRun(
      PoolSettings settings,
      PoolCredentials access,
      RunLimit limit,
      DoubleSupplier random,
      Consumer<String> notes) {
    this.settings = settings;
    this.limit = limit;
    // Mistakes in what was given show before a directory is made.
    this.concourse = concourse(settings, access, limit, random);
    this.place = GitWorkspace.open(access.temporary());
    try {
      this.git = new Git(GitEnvironment.of(access, settings.repo(), place), place, limit, notes);
    } catch (RuntimeException e) {
      place.close();
      throw e;
    }
    this.remote = new RemoteRepository(git, settings.repo(), access, settings.branch());
    this.repository = new LockRepository(git, place);
    this.push = new ReleasePush(repository, remote, limit, random);
  }

  /**
   * Prepares a run; no server is asked anything yet.
   *
   * @param random from 0 to 1, for waits
   * @param notes told what is done, for -v
   * @throws RunnerException 78 where Concourse is named without a way to log in
   */
  public static PoolRun open(
      PoolSettings settings,
      PoolCredentials access,
      Clock clock,
      StopRequest stop,
      DoubleSupplier random,
      Consumer<String> notes) {
    RunLimit limit = new RunLimit(clock, stop, settings.timeout());
    return new PoolRun(settings, access, limit, random, notes);
  }

  private static Optional<Concourse> concourse(
      PoolSettings settings, PoolCredentials access, RunLimit limit, DoubleSupplier random) {
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
    Http http = new Http(url.base(), access.authorities(), access.environment(), limit);
    RetryingHttp retrying = new RetryingHttp(http, limit, random);
    return Optional.of(new Concourse(url, settings.team(), access, retrying));
  }

  /** Judges the locks; writes nothing. */
  public PoolReport status() {
    remote.open();
    LockScan.Seen seen = scan().at(remote.fetch(), now());
    return report(seen, Map.of(), !settings.policy().allows(seen.due().size()));
  }

  /** Releases what is due. */
  public PoolReport clean() {
    remote.open();
    LockScan scan = scan();
    ReleasePush.Outcome outcome = push.run(head -> scan.at(head, now()), settings.policy());
    return report(outcome.seen(), outcome.released(), outcome.refused());
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
    PoolSettings one = settings.only(lock.pool());
    LockScan scan = new LockScan(repository, Optional.empty(), one.pools(), one.policy());
    ReleaseDecision wish = ReleaseDecision.release(ReleaseDecision.Because.BY_HAND, reason);
    ReleasePush.Outcome outcome =
        push.run(head -> scan.at(head, now()).only(lock, wish), one.policy());
    List<Finding> findings = outcome.seen().findings();
    if (!outcome.released().containsKey(lock)) {
      throw new RunnerException(
          ExitCode.FAILED,
          name,
          findings.isEmpty() ? "is not claimed" : findings.get(0).judgement().words(),
          "see status");
    }
    return report(outcome.seen(), outcome.released(), false);
  }

  private LockScan scan() {
    return new LockScan(repository, concourse, settings.pools(), settings.policy());
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
    return limit.clock().now();
  }

  @Override
  public void close() {
    git.close();
    place.close();
  }
}
