package runner.report.trace;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import runner.report.Json;
import runner.text.TimeSpan;

/**
 * The server that takes spans, over HTTP and as JSON. No redirect is followed: headers go where
 * they were meant to go and nowhere else.
 */
final class SpanCollector {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final OtlpSettings otlp;
  private final String version;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(LONGEST)
          .build();

  /** A collector that is first spoken to when there is something to say. */
  SpanCollector(OtlpSettings otlp, String version) {
    this.otlp = otlp;
    this.version = version;
  }

  /**
   * What became of spans.
   *
   * @param fault why they were not taken; empty where they were
   * @param again whether it is worth another try
   */
  record Answer(String fault, boolean again) {}

  /** Sends spans, and waits at most 10 s for the answer. */
  Answer take(List<Span> spans) throws InterruptedException {
    CompletableFuture<HttpResponse<Void>> coming;
    try {
      coming = client.sendAsync(request(spans), HttpResponse.BodyHandlers.discarding());
    } catch (IllegalArgumentException e) {
      // Its message may show the value.
      return new Answer("a header in OTEL_EXPORTER_OTLP_HEADERS is not allowed", false);
    }
    try {
      int status = coming.get(LONGEST.toSeconds(), TimeUnit.SECONDS).statusCode();
      boolean taken = status >= 200 && status < 300;
      return new Answer(taken ? "" : "status " + status, status == 429 || status >= 500);
    } catch (TimeoutException e) {
      coming.cancel(true);
      return new Answer("no answer within " + TimeSpan.exact(LONGEST), true);
    } catch (ExecutionException e) {
      return new Answer(words(e.getCause()), true);
    }
  }

  private HttpRequest request(List<Span> spans) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(otlp.endpoint())
            .POST(HttpRequest.BodyPublishers.ofString(Json.line(document(spans))))
            .setHeader("User-Agent", "runner/" + version);
    otlp.headers().forEach(request::setHeader);
    return request.setHeader("Content-Type", "application/json").build();
  }

  private Map<String, Object> document(List<Span> spans) {
    Map<String, Object> scope = new LinkedHashMap<>();
    scope.put("scope", Map.of("name", "runner", "version", version));
    scope.put("spans", spans.stream().map(Span::document).toList());
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("resource", Map.of("attributes", Span.listed(otlp.resource())));
    resource.put("scopeSpans", List.of(scope));
    return Map.of("resourceSpans", List.of(resource));
  }

  private static String words(Throwable fault) {
    if (fault instanceof ConnectException) {
      // The JDK has no words of its own for it.
      return "no connection";
    }
    String message = fault.getMessage();
    String kind = fault.getClass().getSimpleName().replace("Exception", "");
    return message == null ? kind : kind + ": " + message;
  }
}
