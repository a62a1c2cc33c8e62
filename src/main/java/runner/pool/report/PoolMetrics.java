package runner.pool.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import runner.files.AtomicFile;
import runner.pool.address.ConcourseUrl;
import runner.pool.address.PoolCredentials;
import runner.pool.net.Http;
import runner.pool.net.RunLimit;
import runner.task.Clock;
import runner.wait.StopRequest;

/**
 * A run as Prometheus sees it: text format 0.0.4, written to a file or pushed. Each run is a
 * process of its own, so all are gauges.
 *
 * @param repo the address of the repository, without secrets
 * @param report empty for a run that failed before it had one
 */
public record PoolMetrics(
    String repo, Optional<PoolReport> report, int exitCode, Instant at, Duration took) {

  /**
   * Replaces the file as a whole.
   *
   * @throws IOException where it cannot be written
   */
  public void write(Path file) throws IOException {
    AtomicFile.of(file, "rw-r--r--").write(PoolMetricsText.of(this).getBytes(UTF_8));
  }

  /**
   * Pushes to a gateway, in a group of the job {@code pool_runner} and the repository. A run that
   * succeeded replaces the group; another one changes only what it knows, so that the time of the
   * last success stays.
   *
   * @param gateway its address
   * @throws IOException with words for people where it is not taken
   */
  public void push(String gateway, PoolCredentials access, Clock clock, StopRequest stop)
      throws IOException {
    ConcourseUrl url = ConcourseUrl.parse(gateway);
    String label = Base64.getUrlEncoder().withoutPadding().encodeToString(repo.getBytes(UTF_8));
    RunLimit limit = new RunLimit(clock, stop, Duration.ofSeconds(15));
    HttpRequest request =
        Http.request(url.base() + "/metrics/job/pool_runner/repo@base64/" + label)
            .header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            .method(
                exitCode == 0 ? "PUT" : "POST",
                HttpRequest.BodyPublishers.ofString(PoolMetricsText.of(this)))
            .build();
    Http.Answer answer =
        new Http(url.base(), access.authorities(), access.environment(), limit).send(request);
    if (answer.status() / 100 != 2) {
      String said = answer.body().lines().findFirst().orElse("");
      throw new IOException("HTTP status " + answer.status() + " " + said);
    }
  }
}
