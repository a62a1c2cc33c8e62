package runner.pool.net;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import runner.task.RunnerException;
import runner.text.TimeSpan;

/**
 * Sends requests to web servers. An exchange has a limit that counts to the last byte of its body,
 * since the JDK's own ends with the headers. No redirect is followed, so that a secret goes nowhere
 * but to the server it is for.
 */
public final class Http {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration WHOLE = Duration.ofSeconds(10);

  private final HttpClient client;
  private final RunLimit limit;

  /**
   * A client of one server. Certificates are read for one that speaks TLS alone: it takes time.
   *
   * @param server its address
   * @param authorities further ones to trust: a file of certificates, or their PEM text
   * @param environment where proxies are named
   * @throws RunnerException 78 where the certificates cannot be read
   */
  public Http(
      String server,
      Optional<String> authorities,
      Map<String, String> environment,
      RunLimit limit) {
    this.limit = limit;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .proxy(Proxies.of(environment));
    if (server.startsWith("https:")) {
      builder.sslContext(TlsTrust.of(authorities));
    }
    this.client = builder.build();
  }

  /**
   * An answer.
   *
   * @param concourse whether the server calls itself a Concourse
   * @param date the server's clock
   */
  public record Answer(int status, String body, boolean concourse, Optional<Instant> date) {}

  public static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).header("User-Agent", "runner-pool");
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws IOException with words for people, where none came, or too much, or too late
   */
  public Answer send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<String>> coming =
        client.sendAsync(request, head -> new LimitedBody());
    try {
      HttpResponse<String> answer = limit.await(coming, WHOLE);
      return new Answer(
          answer.statusCode(),
          answer.body(),
          answer.headers().firstValue("X-Concourse-Version").isPresent(),
          answer.headers().firstValue("Date").flatMap(Http::date));
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + TimeSpan.exact(WHOLE), e);
    } catch (ExecutionException e) {
      throw new IOException(words(e.getCause()), e);
    }
  }

  private static String words(Throwable fault) {
    Throwable deepest = fault;
    while (deepest.getCause() != null && deepest.getMessage() == null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null
        ? deepest.getClass().getSimpleName().replace("Exception", "")
        : deepest.getMessage();
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
