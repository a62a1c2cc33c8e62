package runner.report.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static runner.report.trace.CollectorServer.Manner.FAILS;
import static runner.report.trace.CollectorServer.Manner.KEEPS_SILENT;
import static runner.report.trace.CollectorServer.Manner.REDIRECTS;
import static runner.report.trace.CollectorServer.Manner.REFUSES;
import static runner.report.trace.CollectorServer.Manner.TAKES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Spans on their way to a collector that may behave badly. */
final class SpanSenderTest {
  /** Only tells what ended by itself from what did not. */
  private static final Duration LONG = Duration.ofSeconds(30);

  private static SpanSender to(String address, Map<String, String> headers) {
    OtlpSettings otlp =
        new OtlpSettings(URI.create(address + "/v1/traces"), headers, Map.of("service.name", "x"));
    SpanSender sender = new SpanSender(() -> new SpanCollector(otlp, "0.1.0"));
    sender.start();
    return sender;
  }

  private static Span span(int number) {
    String id = "%016x".formatted(number + 1);
    TraceParent place = new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", id, true);
    Instant at = Instant.ofEpochSecond(1_700_000_000, 5);
    return new Span(
        place,
        Optional.of("00f067aa0ba902b7"),
        "RUN \"" + number,
        at,
        Duration.ofMillis(1500),
        Map.of("process.exit.code", 1),
        number == 0 ? "" : "exit code 1");
  }

  private static List<String> names(CollectorServer server) throws IOException {
    List<String> names = new java.util.ArrayList<>();
    for (CollectorServer.Seen seen : server.seen()) {
      JsonNode spans =
          new ObjectMapper().readTree(seen.body()).at("/resourceSpans/0/scopeSpans/0/spans");
      StreamSupport.stream(spans.spliterator(), false)
          .forEach(s -> names.add(s.get("name").asText()));
    }
    return names;
  }

  @Test
  void what_is_sent_is_otlp_in_json() throws IOException {
    try (CollectorServer server = new CollectorServer(TAKES)) {
      SpanSender sender = to(server.address(), Map.of("authorization", "Bearer t"));
      sender.offer(span(1));
      assertThat(sender.close(LONG)).isEmpty();

      CollectorServer.Seen seen = server.seen().get(0);
      assertThat(seen.path()).isEqualTo("/v1/traces");
      assertThat(seen.authorization()).isEqualTo("Bearer t");
      assertThat(seen.contentType()).isEqualTo("application/json");
      String expected =
          """
          {"resourceSpans":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"x"}}]},
          "scopeSpans":[{"scope":{"name":"runner","version":"0.1.0"},"spans":[
          {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"0000000000000002",
          "parentSpanId":"00f067aa0ba902b7","name":"RUN \\"1","kind":1,
          "startTimeUnixNano":"1700000000000000005","endTimeUnixNano":"1700000001500000005",
          "attributes":[{"key":"process.exit.code","value":{"intValue":"1"}}],
          "status":{"code":2,"message":"exit code 1"}}]}]}]}""";
      ObjectMapper json = new ObjectMapper();
      assertThat(json.readTree(seen.body())).isEqualTo(json.readTree(expected));
    }
  }

  @Test
  void what_a_collector_could_not_take_is_sent_with_the_next() throws Exception {
    try (CollectorServer server = new CollectorServer(FAILS)) {
      SpanSender sender = to(server.address(), Map.of());
      sender.offer(span(0));
      server.awaitFirst();
      server.now(TAKES);
      sender.offer(span(1));
      assertThat(sender.close(LONG)).isEmpty();
      assertThat(names(server)).endsWith("RUN \"0", "RUN \"1");
    }
  }

  @Test
  void what_is_refused_is_not_sent_again() throws Exception {
    try (CollectorServer server = new CollectorServer(REFUSES)) {
      SpanSender sender = to(server.address(), Map.of());
      sender.offer(span(0));
      assertThat(sender.close(LONG)).isEqualTo("1 spans were not taken; status 400");
      assertThat(server.seen()).hasSize(1);
    }
  }

  @Test
  void a_redirect_is_not_followed() {
    try (CollectorServer server = new CollectorServer(REDIRECTS)) {
      SpanSender sender = to(server.address(), Map.of("authorization", "secret"));
      sender.offer(span(0));
      assertThat(sender.close(LONG)).isEqualTo("1 spans were not taken; status 307");
      assertThat(server.seen()).extracting(CollectorServer.Seen::path).containsOnly("/v1/traces");
    }
  }

  @Test
  void a_dead_collector_is_told_of_in_words() {
    CollectorServer server = new CollectorServer(TAKES);
    server.close();
    SpanSender sender = to(server.address(), Map.of());
    sender.offer(span(0));
    assertThat(sender.close(LONG)).isEqualTo("1 spans were not taken; no connection");
  }

  @Test
  void a_silent_collector_holds_nobody_up() {
    try (CollectorServer server = new CollectorServer(KEEPS_SILENT)) {
      SpanSender sender = to(server.address(), Map.of());
      IntStream.range(0, 3000).forEach(number -> sender.offer(span(number)));
      assertThat(sender.close(Duration.ofMillis(1)))
          .isEqualTo("3000 spans were not taken; there was no answer in time");
    }
  }

  @Test
  void a_header_that_is_not_allowed_is_told_without_its_value() {
    try (CollectorServer server = new CollectorServer(TAKES)) {
      SpanSender sender = to(server.address(), Map.of("x y", "secret"));
      sender.offer(span(0));
      assertThat(sender.close(LONG))
          .isEqualTo(
              "1 spans were not taken; a header in OTEL_EXPORTER_OTLP_HEADERS is not allowed");
    }
  }

  @Test
  void a_bug_in_what_sends_is_told_and_ends_nothing_else() {
    SpanSender sender =
        new SpanSender(
            () -> {
              throw new IllegalStateException("a bug");
            });
    sender.start();
    sender.offer(span(0));
    assertThat(sender.close(LONG)).contains("1 spans were not taken; ").contains("a bug");
  }

  @Test
  void many_spans_go_in_several_requests() throws IOException {
    try (CollectorServer server = new CollectorServer(TAKES)) {
      SpanSender sender = to(server.address(), Map.of());
      IntStream.range(0, 1200).forEach(number -> sender.offer(span(number)));
      assertThat(sender.close(LONG)).isEmpty();
      assertThat(names(server)).hasSize(1200).doesNotHaveDuplicates();
    }
  }
}
