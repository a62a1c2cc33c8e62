package runner.report.trace;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where spans are sent, and as whose: what OpenTelemetry's variables say.
 *
 * @param endpoint the whole address
 * @param headers with each request; they may be secrets
 * @param resource what all spans have in common
 */
record OtlpSettings(URI endpoint, Map<String, String> headers, Map<String, String> resource) {
  private static final String BASE = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String WHOLE = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
  private static final String TRACES_HEADERS = "OTEL_EXPORTER_OTLP_TRACES_HEADERS";

  /**
   * Reads the variables.
   *
   * @param doubts told what is wrong with them; nothing is sent then
   */
  static Optional<OtlpSettings> from(
      Map<String, String> environment, String host, Consumer<String> doubts) {
    if (environment.getOrDefault("OTEL_SDK_DISABLED", "").equalsIgnoreCase("true")) {
      return Optional.empty();
    }
    String name = environment.getOrDefault(WHOLE, "").isEmpty() ? BASE : WHOLE;
    String address = environment.getOrDefault(name, "");
    if (address.isEmpty()) {
      return Optional.empty();
    }
    String protocol = environment.getOrDefault("OTEL_EXPORTER_OTLP_PROTOCOL", "");
    if (protocol.equals("grpc")) {
      doubts.accept("OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' is not spoken here; write http/json");
      return Optional.empty();
    }
    Optional<URI> endpoint = endpoint(name, address);
    if (endpoint.isEmpty()) {
      doubts.accept(name + ": is no address; write it as http://127.0.0.1:4318");
    }
    return endpoint.map(
        uri -> new OtlpSettings(uri, headers(environment), resource(environment, host)));
  }

  /** The general variable names the collector, the one for traces the very address. */
  private static Optional<URI> endpoint(String name, String address) {
    String whole = name.equals(WHOLE) ? address : address.replaceFirst("/*$", "/v1/traces");
    try {
      URI uri = new URI(whole);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return Optional.of(uri).filter(u -> http && u.getHost() != null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> headers(Map<String, String> environment) {
    String own = environment.getOrDefault(TRACES_HEADERS, "");
    return pairs(own.isEmpty() ? environment.getOrDefault(HEADERS, "") : own);
  }

  private static Map<String, String> resource(Map<String, String> environment, String host) {
    Map<String, String> resource = new LinkedHashMap<>();
    resource.put("service.name", "runner");
    resource.put("host.name", host);
    resource.putAll(pairs(environment.getOrDefault("OTEL_RESOURCE_ATTRIBUTES", "")));
    String service = environment.getOrDefault("OTEL_SERVICE_NAME", "");
    if (!service.isEmpty()) {
      resource.put("service.name", service);
    }
    return resource;
  }

  /** {@code a=b,c=d}, the values percent-encoded. */
  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals).strip(), decoded(pair.substring(equals + 1).strip()));
      }
    }
    return pairs;
  }

  private static String decoded(String text) {
    try {
      // A form's plus is a blank, a header's is a plus.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** The address as it may be shown: without what may be a secret. */
  String shown() {
    String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
    return endpoint.getScheme() + "://" + endpoint.getHost() + port + endpoint.getPath();
  }

  @Override
  public String toString() {
    return "Otlp[" + shown() + "]";
  }
}
