package runner.cli.pool;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import runner.config.Key;
import runner.pool.PoolKeys;
import runner.pool.SettingSource;
import runner.pool.address.PoolCredentials;
import runner.pool.net.UntrustedJson;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** What Concourse asks of a resource. Its source holds secrets. */
final class PoolRequest implements SettingSource {
  /** Keys of the source whose names differ from the settings they set. */
  private static final Map<Key<?>, String> PATHS =
      Map.of(
          PoolKeys.REPO, "/uri",
          PoolKeys.CONCOURSE_URL, "/concourse/url",
          PoolKeys.CONCOURSE_USERNAME, "/concourse/username",
          PoolKeys.CONCOURSE_TEAM, "/concourse/team");

  private final UntrustedJson request;

  private PoolRequest(UntrustedJson request) {
    this.request = request;
  }

  /**
   * Reads a request.
   *
   * @throws RunnerException 78 where it is none; the message shows nothing of it
   */
  static PoolRequest read(byte[] bytes) {
    return UntrustedJson.object(new String(bytes, StandardCharsets.UTF_8))
        .filter(json -> json.at("/source").isPresent())
        .map(PoolRequest::new)
        .orElseThrow(
            () ->
                new RunnerException(
                    ExitCode.CONFIG,
                    "stdin",
                    "is no request of Concourse's",
                    "give JSON with a source"));
  }

  boolean dryRun() {
    return request.at("/params/dry_run").filter(value -> value.text().equals("true")).isPresent();
  }

  /** The version it is about; empty where none is given. */
  Map<String, String> version() {
    Map<String, String> pairs = new LinkedHashMap<>();
    request
        .at("/version")
        .ifPresent(v -> v.members().forEach((key, value) -> pairs.put(key, value.text())));
    return pairs;
  }

  PoolCredentials access(Map<String, String> environment, Path temporary) {
    return new PoolCredentials(
        text("/username"),
        text("/password"),
        text("/private_key"),
        text("/known_hosts"),
        text("/concourse/username"),
        text("/concourse/password"),
        text("/concourse/token"),
        text("/concourse/ca_cert"),
        environment,
        temporary);
  }

  private Optional<String> text(String path) {
    return request.at("/source" + path).map(UntrustedJson::text).filter(value -> !value.isEmpty());
  }

  @Override
  public <T> Optional<T> given(Key<T> key) {
    return request
        .at("/params/" + key.name())
        .or(() -> request.at("/source" + PATHS.getOrDefault(key, "/" + key.name())))
        .map(value -> key.read(written(value), where(key), ExitCode.CONFIG));
  }

  /** A value as one would write it in a file; a pool of the list is POOL:LIMIT. */
  private static String written(UntrustedJson value) {
    return value
        .items()
        .map(items -> items.stream().map(PoolRequest::item).collect(Collectors.joining(",")))
        .orElseGet(value::text);
  }

  private static String item(UntrustedJson item) {
    return item.at("/name")
        .map(name -> name.text() + ":" + item.at("/timeout").map(UntrustedJson::text).orElse(""))
        .orElseGet(item::text);
  }

  @Override
  public String where(Key<?> key) {
    return "source" + PATHS.getOrDefault(key, "/" + key.name()).replace('/', '.');
  }

  @Override
  public ExitCode code(Key<?> key) {
    return ExitCode.CONFIG;
  }
}
