package runner.pool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runner.config.Key;

/** The settings of the pool command: each is an option, a key of [pool], and some a variable. */
public final class PoolKeys {
  /** What happens to a lock whose owner nobody could judge. */
  public enum OnUnknown {
    KEEP,
    TIMEOUT
  }

  public static final Key<String> REPO = Key.text("repo", "", "the address of the lock repository");
  public static final Key<String> BRANCH =
      Key.text("branch", "", "its branch; without it the repository's default branch");
  public static final Key<String> POOLS =
      Key.text("pools", "", "`POOL:LIMIT,...`; limits in whole minutes, or as `90s` `2h` `1d`");
  public static final Key<OnUnknown> ON_UNKNOWN =
      Key.choice(
          "on_unknown",
          OnUnknown.class,
          "keep",
          "a lock whose owner cannot be judged: `keep`, or `timeout` to go by its age");
  static final Key<List<String>> RELEASE_ON =
      Key.list(
          "release_on",
          "ends of a build that free its locks; without it"
              + " `succeeded,failed,errored,aborted`, which is all");
  static final Key<Duration> GRACE =
      Key.duration("grace", "0", "how long after its end a build's locks stay claimed");
  static final Key<Optional<Integer>> MAX_RELEASES =
      Key.optionalNumber(
          "max_releases", 0, "where more locks than this would be released, none is");
  static final Key<List<String>> KEEP_LOCK =
      Key.list("keep_lock", "patterns of locks that stay: `env-*`, `testers/env-3`");
  static final Key<String> HOLD_MARKER =
      Key.text("hold_marker", "", "a lock with this text in its file or its claim stays");
  public static final Key<Optional<Path>> KNOWN_HOSTS =
      Key.path("known_hosts", "a file of ssh host keys; no other host is believed then");
  public static final Key<String> CONCOURSE_URL =
      Key.text("concourse_url", "", "the address of Concourse; without it only age counts");
  public static final Key<String> CONCOURSE_USERNAME =
      Key.text("concourse_username", "", "a local user of Concourse; the password is a variable");
  public static final Key<String> CONCOURSE_TEAM =
      Key.text("concourse_team", "main", "the team to log in to, on a Concourse before 4");
  public static final Key<Optional<Path>> CA_CERT =
      Key.path("ca_cert", "certificates of authorities to trust, PEM, beside the system's");
  static final Key<Duration> TIMEOUT =
      Key.duration("timeout", "10min", "the longest the whole command may take");
  public static final Key<Boolean> FAIL_IF_STALE =
      Key.bool("fail_if_stale", "no", "`status` fails where `clean` would release a lock");
  public static final Key<Optional<Path>> METRICS_FILE =
      Key.path("metrics_file", "where metrics are written for node_exporter");
  public static final Key<String> PUSHGATEWAY =
      Key.text("pushgateway", "", "the address of a Prometheus Pushgateway that gets them");

  /** All of them, in the order of the documentation. */
  public static final List<Key<?>> ALL =
      List.of(
          REPO,
          BRANCH,
          POOLS,
          ON_UNKNOWN,
          RELEASE_ON,
          GRACE,
          MAX_RELEASES,
          KEEP_LOCK,
          HOLD_MARKER,
          KNOWN_HOSTS,
          CONCOURSE_URL,
          CONCOURSE_USERNAME,
          CONCOURSE_TEAM,
          CA_CERT,
          TIMEOUT,
          FAIL_IF_STALE,
          METRICS_FILE,
          PUSHGATEWAY);

  private PoolKeys() {}
}
