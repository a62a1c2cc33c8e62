package runner.cli.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import runner.cli.command.Common;
import runner.cli.command.Messages;
import runner.cli.host.Host;
import runner.cli.host.Signals;
import runner.pool.PoolKeys;
import runner.pool.PoolRun;
import runner.pool.PoolSettings;
import runner.pool.PoolValues;
import runner.pool.address.Access;
import runner.pool.report.Metrics;
import runner.pool.report.Report;
import runner.report.text.Level;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.wait.Stop;

/** One run of the pool command: signals, the run itself, its metrics and its exit code. */
final class PoolSession {
  private static final int UNKNOWN = 3;
  private static final int REFUSED = 4;

  private final Stop stop = new Stop();
  private final PoolSettings settings;
  private final PoolValues values;
  private final Access access;
  private final Level level;
  private final Host host;

  PoolSession(PoolSettings settings, PoolValues values, Access access, Level level, Host host) {
    this.settings = settings;
    this.values = values;
    this.access = access;
    this.level = level;
    this.host = host;
  }

  /** With the command line's options and variables. */
  static PoolSession of(Common common, PoolOptions options, boolean needsPools, Host host) {
    PoolSettings settings = PoolSettings.from(options, needsPools);
    return new PoolSession(settings, options, access(options, host), common.level(), host);
  }

  private static Access access(PoolOptions options, Host host) {
    return new Access(
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

  static Path temporary(Host host) {
    return Path.of(host.variable("TMPDIR").orElse("/tmp")).toAbsolutePath();
  }

  /**
   * Runs it, shows what came of it, and hands out metrics.
   *
   * @param work the run
   * @param show what is written to stdout
   * @return the exit code
   */
  int run(Function<PoolRun, Report> work, Consumer<Report> show) {
    Signals.handle(stop);
    Duration begun = host.clock().uptime();
    Optional<Report> report = Optional.empty();
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

  private int code(Report report) {
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
    if (level == Level.DEBUG) {
      Messages.say(words, host);
    }
  }

  private void publish(Optional<Report> report, int code, Duration took) {
    Metrics metrics = new Metrics(settings.address(), report, code, host.clock().now(), took);
    Optional<Path> file = values.given(PoolKeys.METRICS_FILE).flatMap(path -> path);
    Optional<String> gateway = values.given(PoolKeys.PUSHGATEWAY).filter(url -> !url.isEmpty());
    try {
      if (file.isPresent()) {
        metrics.write(file.get());
      }
      if (gateway.isPresent()) {
        metrics.push(gateway.get(), access, host.clock(), stop);
      }
    } catch (IOException | RunnerException e) {
      // Nobody's lock depends on it, so the exit code does not either.
      Messages.say("warning: metrics: " + e.getMessage(), host);
    }
  }
}
