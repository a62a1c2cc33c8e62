package runner.pool;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import runner.config.Key;
import runner.pool.address.ConcourseUrl;
import runner.pool.address.RepoUrl;
import runner.pool.claim.PoolLimits;
import runner.pool.concourse.BuildState;
import runner.pool.judge.ReleaseSettings;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;

/**
 * What one run is about.
 *
 * @param branch empty for the repository's default
 * @param pools and the age from which a claim of each counts as old
 * @param atc the Concourse to ask; only age counts without one
 * @param timeout of the whole run
 */
public record PoolSettings(
    RepoUrl repo,
    String branch,
    Map<String, Duration> pools,
    ReleaseSettings policy,
    Optional<ConcourseUrl> atc,
    String team,
    Duration timeout) {
  private static final Pattern NO_BRANCH =
      Pattern.compile(
          "^-.*|.*\\.\\..*|.*[\\p{Cntrl} ~^:?*\\[\\\\].*|.*@\\{.*|^/.*|.*[/.]$|.*\\.lock$");

  /**
   * Reads the settings.
   *
   * @param needsPools false where the command itself names the lock
   * @throws RunnerException 64 or 78 for the first that is wrong or missing
   */
  public static PoolSettings from(SettingSource values, boolean needsPools) {
    String repo = text(values, PoolKeys.REPO);
    String pools = text(values, PoolKeys.POOLS);
    missing(repo.isEmpty() && values.given(PoolKeys.REPO).isEmpty(), PoolKeys.REPO, "POOL_REPO");
    boolean none = values.given(PoolKeys.POOLS).isEmpty();
    missing(needsPools && none, PoolKeys.POOLS, "POOLS");
    return new PoolSettings(
        placed(values, PoolKeys.REPO, () -> RepoUrl.parse(repo)),
        branch(values),
        none ? Map.of() : placed(values, PoolKeys.POOLS, () -> PoolLimits.parse(pools)),
        policy(values),
        values
            .given(PoolKeys.CONCOURSE_URL)
            .map(url -> placed(values, PoolKeys.CONCOURSE_URL, () -> ConcourseUrl.parse(url))),
        text(values, PoolKeys.CONCOURSE_TEAM),
        values.given(PoolKeys.TIMEOUT).orElseGet(PoolKeys.TIMEOUT::defaultValue));
  }

  /** The address of the repository, without secrets. */
  public String address() {
    return repo.address();
  }

  /** The same for one pool, and with nothing but the wish of a person to go by. */
  PoolSettings only(String pool) {
    ReleaseSettings none =
        new ReleaseSettings(
            false, BuildState.ENDS, Duration.ZERO, Optional.empty(), List.of(), Optional.empty());
    Map<String, Duration> one = Map.of(pool, Duration.ZERO);
    return new PoolSettings(repo, branch, one, none, Optional.empty(), team, timeout);
  }

  private static void missing(boolean is, Key<?> key, String variable) {
    if (is) {
      throw new RunnerException(
          ExitCode.USAGE,
          "pool",
          "no " + key.name() + " is named",
          "say --" + key.name() + ", set " + variable + ", or write it in [pool]");
    }
  }

  /** Reads a value whose form only we know, and tells of a mistake where the value stands. */
  private static <T> T placed(SettingSource values, Key<?> key, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RunnerException e) {
      Problem problem = e.problems().get(0);
      ExitCode code = problem.code() == ExitCode.CONFIG ? ExitCode.CONFIG : values.code(key);
      throw new RunnerException(code, values.where(key), problem.fact(), problem.fix());
    }
  }

  private static String text(SettingSource values, Key<String> key) {
    return values.given(key).orElseGet(key::defaultValue);
  }

  private static String branch(SettingSource values) {
    String branch = text(values, PoolKeys.BRANCH);
    if (NO_BRANCH.matcher(branch).matches()) {
      throw wrong(values, PoolKeys.BRANCH, branch, "is no name of a branch", "e.g. main");
    }
    return branch;
  }

  private static ReleaseSettings policy(SettingSource values) {
    return new ReleaseSettings(
        values.given(PoolKeys.ON_UNKNOWN).filter(PoolKeys.OnUnknown.TIMEOUT::equals).isPresent(),
        releaseOn(values),
        values.given(PoolKeys.GRACE).orElse(Duration.ZERO),
        values.given(PoolKeys.MAX_RELEASES).flatMap(most -> most),
        values.given(PoolKeys.KEEP_LOCK).orElse(List.of()),
        values.given(PoolKeys.HOLD_MARKER).filter(marker -> !marker.isEmpty()));
  }

  private static Set<String> releaseOn(SettingSource values) {
    Optional<List<String>> given = values.given(PoolKeys.RELEASE_ON);
    for (String end : given.orElse(List.of())) {
      if (!BuildState.ENDS.contains(end)) {
        throw wrong(
            values, PoolKeys.RELEASE_ON, end, "is no end of a build", "e.g. failed,errored");
      }
    }
    return given.<Set<String>>map(HashSet::new).orElse(BuildState.ENDS);
  }

  private static RunnerException wrong(
      SettingSource values, Key<?> key, String offender, String fact, String fix) {
    return new RunnerException(
        values.code(key), values.where(key), "'" + offender + "' " + fact, fix);
  }
}
