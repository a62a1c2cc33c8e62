package runner.pool;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import runner.config.Key;
import runner.pool.address.PoolCredentials;
import runner.pool.report.PoolReport;
import runner.support.RealClock;
import runner.task.ExitCode;
import runner.wait.StopRequest;

/** A run of the pool command inside the test's own process. */
final class Run implements SettingSource {
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>(Map.of("NO_PROXY", "*"));
  private Optional<String> authorities = Optional.empty();
  private final Path dir;

  Run(Locks locks, String pools) {
    this.dir = locks.bare().getParent();
    values.put("repo", locks.bare().toString());
    values.put("pools", pools);
    environment.put("HOME", dir.toString());
  }

  Run with(String key, String value) {
    values.put(key, value);
    return this;
  }

  Run atc(String url) {
    return with("concourse_url", url);
  }

  Run trusting(Path file) {
    authorities = Optional.of(file.toString());
    return this;
  }

  PoolReport clean() {
    try (PoolRun run = open(words -> {})) {
      return run.clean();
    }
  }

  PoolReport status() {
    try (PoolRun run = open(words -> {})) {
      return run.status();
    }
  }

  PoolRun open(Consumer<String> notes) {
    PoolCredentials access =
        new PoolCredentials(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("u"),
            Optional.of("s3cr3t"),
            Optional.empty(),
            authorities,
            environment,
            dir);
    return PoolRun.open(
        PoolSettings.from(this, true),
        access,
        new RealClock(),
        new StopRequest(),
        () -> 0.01,
        notes);
  }

  @Override
  public <T> Optional<T> given(Key<T> key) {
    return Optional.ofNullable(values.get(key.name()))
        .map(text -> key.read(text, key.name(), ExitCode.USAGE));
  }

  @Override
  public String where(Key<?> key) {
    return key.name();
  }

  @Override
  public ExitCode code(Key<?> key) {
    return ExitCode.USAGE;
  }
}
