package runner.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runner.report.trace.CollectorServer;

/** The spans that a collector received. */
final class Spans {
  private Spans() {}

  /** The spans by name; of several with the same name the last. */
  static Map<String, JsonNode> byName(CollectorServer server) throws IOException {
    Map<String, JsonNode> spans = new LinkedHashMap<>();
    inOrder(server).forEach(span -> spans.put(span.get("name").asText(), span));
    return spans;
  }

  /** The spans in the order in which they arrived. */
  static List<JsonNode> inOrder(CollectorServer server) throws IOException {
    List<JsonNode> spans = new ArrayList<>();
    for (CollectorServer.Seen seen : server.seen()) {
      JsonNode all = new ObjectMapper().readTree(seen.body());
      all.at("/resourceSpans/0/scopeSpans/0/spans").forEach(spans::add);
    }
    return spans;
  }

  /** An attribute; empty if the span does not have it. */
  static String attribute(JsonNode span, String key) {
    for (JsonNode each : span.get("attributes")) {
      if (each.get("key").asText().equals(key)) {
        return each.get("value").elements().next().asText();
      }
    }
    return "";
  }

  /** The value of TRACEPARENT in a task whose span this is. */
  static String parent(JsonNode span) {
    return "00-" + span.get("traceId").asText() + "-" + span.get("spanId").asText() + "-01";
  }
}
