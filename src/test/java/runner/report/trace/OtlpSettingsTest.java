package runner.report.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenTelemetry's variables say. */
final class OtlpSettingsTest {
  private final List<String> doubts = new ArrayList<>();

  private Optional<OtlpSettings> read(Map<String, String> environment) {
    return OtlpSettings.from(environment, "host-1", doubts::add);
  }

  private OtlpSettings with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://h:4318");
    all.put(name, value);
    return read(all).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "http://h:4318, http://h:4318/v1/traces",
    "http://h:4318/, http://h:4318/v1/traces",
    "https://h/otlp, https://h/otlp/v1/traces"
  })
  void the_general_endpoint_is_the_collectors(String given, String address) {
    assertThat(with("OTEL_EXPORTER_OTLP_ENDPOINT", given).endpoint()).hasToString(address);
  }

  @Test
  void the_endpoint_for_traces_is_the_very_address_and_wins() {
    assertThat(with("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://x/y").endpoint())
        .hasToString("http://x/y");
  }

  @Test
  void headers_are_percent_decoded_and_a_plus_is_a_plus() {
    OtlpSettings otlp =
        with("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic%20a+b%3D%3D, x-t = 1,,bad,y=%zz");
    assertThat(otlp.headers())
        .isEqualTo(Map.of("authorization", "Basic a+b==", "x-t", "1", "y", "%zz"));
    assertThat(with("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "a=b").headers())
        .isEqualTo(Map.of("a", "b"));
  }

  @Test
  void the_service_has_a_name_and_the_host_its_own() {
    assertThat(with("x", "").resource())
        .isEqualTo(Map.of("service.name", "runner", "host.name", "host-1"));
    assertThat(with("OTEL_SERVICE_NAME", "boot").resource()).containsEntry("service.name", "boot");
    assertThat(with("OTEL_RESOURCE_ATTRIBUTES", "service.name=a%20b,rack=7").resource())
        .isEqualTo(Map.of("service.name", "a b", "rack", "7", "host.name", "host-1"));
  }

  @Test
  void without_an_endpoint_or_when_disabled_nothing_is_sent_and_nothing_is_said() {
    assertThat(read(Map.of())).isEmpty();
    assertThat(read(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", ""))).isEmpty();
    assertThat(
            read(
                Map.of(
                    "OTEL_SDK_DISABLED", "TRUE", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://h:4318")))
        .isEmpty();
    assertThat(doubts).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"h:4318", "ftp://h", "http://", "http://a b", "/v1/traces"})
  void an_endpoint_that_is_none_is_told_without_its_value(String wrong) {
    assertThat(read(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", wrong))).isEmpty();
    assertThat(doubts)
        .containsExactly(
            "OTEL_EXPORTER_OTLP_ENDPOINT: is no address; write it as http://127.0.0.1:4318");
  }

  @Test
  void grpc_is_not_spoken() {
    assertThat(
            read(
                Map.of(
                    "OTEL_EXPORTER_OTLP_PROTOCOL",
                    "grpc",
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://h")))
        .isEmpty();
    assertThat(doubts.get(0)).contains("'grpc' is not spoken here; write http/json");
  }

  @Test
  void what_is_shown_of_an_address_holds_no_secret() {
    OtlpSettings otlp =
        with("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://u:secret@h:1/p?token=secret");
    assertThat(otlp.shown()).isEqualTo("https://h:1/p");
    assertThat(otlp.toString()).isEqualTo("Otlp[https://h:1/p]");
  }
}
