package runner.report.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that took its time.
 *
 * @param place its own place in the trace
 * @param parent the span it belongs to, where there is one
 * @param attributes values are texts or whole numbers
 * @param fault what went wrong; empty where nothing did
 */
record Span(
    TraceParent place,
    Optional<String> parent,
    String name,
    Instant started,
    Duration took,
    Map<String, Object> attributes,
    String fault) {
  private static final int INTERNAL = 1;
  private static final int OK = 1;
  private static final int ERROR = 2;

  /** OTLP's document for it. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("traceId", place.trace());
    document.put("spanId", place.span());
    parent.ifPresent(id -> document.put("parentSpanId", id));
    document.put("name", name);
    document.put("kind", INTERNAL);
    document.put("startTimeUnixNano", nanos(started));
    document.put("endTimeUnixNano", nanos(started.plus(took)));
    document.put("attributes", listed(attributes));
    document.put(
        "status", fault.isEmpty() ? Map.of("code", OK) : Map.of("code", ERROR, "message", fault));
    return document;
  }

  private static String nanos(Instant at) {
    return Long.toString(at.getEpochSecond() * 1_000_000_000L + at.getNano());
  }

  /** Attributes as OTLP lists them; 64-bit numbers are texts in its JSON. */
  static List<Map<String, Object>> listed(Map<String, ?> attributes) {
    return attributes.entrySet().stream()
        .map(
            each ->
                Map.<String, Object>of(
                    "key",
                    each.getKey(),
                    "value",
                    each.getValue() instanceof Integer number
                        ? Map.of("intValue", number.toString())
                        : Map.of("stringValue", each.getValue().toString())))
        .toList();
  }
}
