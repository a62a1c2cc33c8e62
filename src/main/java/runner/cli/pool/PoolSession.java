package runner.cli.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.host.Machine;
import runner.cli.host.Signals;
import runner.files.FileErrors;
import runner.pool.PoolKeys;
import runner.pool.PoolRun;
import runner.pool.PoolSettings;
import runner.pool.SettingSource;
import runner.pool.address.PoolCredentials;
import runner.pool.report.PoolMetrics;
import runner.pool.report.PoolReport;
import runner.report.text.LogLevel;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.wait.StopRequest;

/** One run of the pool command: signals, the run itself, its metrics and its exit code. */
final class PoolSession {
  private static final int UNKNOWN = 3;
  private static final int REFUSED = 4;

  private final StopRequest stop = new StopRequest();
  private final PoolSettings settings;
  private final SettingSource values;
  private final PoolCredentials access;
  private final LogLevel level;
  private final Machine host;

  PoolSession(
      PoolSettings settings,
      SettingSource values,
      PoolCredentials access,
      LogLevel level,
      Machine host) {
    this.settings = settings;
    this.values = values;
    this.access = access;
    this.level = level;
    this.host = host;
  }

  /** With the command line's options and variables. */
  static PoolSession of(
      GlobalOptions common, PoolOptions options, boolean needsPools, Machine host) {
    PoolSettings settings = PoolSettings.from(options, needsPools);
    return new PoolSession(settings, options, access(options, host), common.level(), host);
  }

  private static PoolCredentials access(PoolOptions options, Machine host) {
    return new PoolCredentials(
        host.variable("POOL_REPO_USERNAME"),
        host.variable("POOL_REPO_PASSWORD"),
        host.variable("POOL_REPO_SSH_PRIVATE_KEY"),
        options.fileOrText(PoolKeys.KNOWN_HOSTS, "POOL_KNOWN_HOSTS"),
        options.given(PoolKeys.CONCOURSE_USERNAME),
        host.variable("CONCOURSE_PASSWORD"),
        host.variable("CONCOURSE_TOKEN"),
        options.fileOrText(PoolKeys.CA_CERT, "CONCOURSE_CA_CERT"),
        host.environment(),
        temporary(host));
  }

  static Path temporary(Machine host) {
    return Path.of(host.variable("TMPDIR").orElse("/tmp")).toAbsolutePath();
  }

  /**
   * Runs it, prints the result, and publishes metrics.
   *
   * @param work the run
   * @param show what is written to stdout
   * @return the exit code
   */
  int run(Function<PoolRun, PoolReport> work, Consumer<PoolReport> show) {
    Signals.handle(stop);
    Duration begun = host.clock().uptime();
    Optional<PoolReport> report = Optional.empty();
    int code;
    try (PoolRun run =
        PoolRun.open(settings, access, host.clock(), stop, host::random, this::note)) {
      report = Optional.of(work.apply(run));
      code = code(report.get());
      report.get().warnings().forEach(words -> Messages.say("warning: " + words, host));
      show.accept(report.get());
      host.out().flush();
    } catch (RunnerException e) {
      if (stop.requested()) {
        return 128 + stop.signal().orElseThrow();
      }
      code = Messages.report(e, host);
    }
    publish(report, code, host.clock().uptime().minus(begun));
    return code;
  }

  private int code(PoolReport report) {
    if (report.refused()) {
      Messages.say(
          "max_releases: " + report.stale() + " locks would be released; so none is", host);
      return REFUSED;
    }
    if (report.unknown() > 0) {
      return UNKNOWN;
    }
    boolean left = report.stale() > report.released();
    return left && values.given(PoolKeys.FAIL_IF_STALE).orElse(false)
        ? ExitCode.FAILED.number()
        : ExitCode.DONE.number();
  }

  private void note(String words) {
    if (level == LogLevel.DEBUG) {
      Messages.say(words, host);
    }
  }

  private void publish(Optional<PoolReport> report, int code, Duration took) {
    PoolMetrics metrics =
        new PoolMetrics(settings.address(), report, code, host.clock().now(), took);
    Optional<Path> file = values.given(PoolKeys.METRICS_FILE).flatMap(path -> path);
    Optional<String> gateway = values.given(PoolKeys.PUSHGATEWAY).filter(url -> !url.isEmpty());
    file.ifPresent(path -> write(metrics, path));
    gateway.ifPresent(url -> push(metrics, url));
  }

  /** No lock depends on metrics, so the exit code does not depend on them either. */
  private void write(PoolMetrics metrics, Path file) {
    try {
      metrics.write(file);
    } catch (IOException e) {
      String fact = "': cannot be written: " + FileErrors.reason(e);
      Messages.say("warning: metrics_file '" + file + fact, host);
    }
  }

  private void push(PoolMetrics metrics, String gateway) {
    try {
      metrics.push(gateway, access, host.clock(), stop);
    } catch (IOException | RunnerException e) {
      Messages.say("warning: metrics: " + e.getMessage(), host);
    }
  }
}
