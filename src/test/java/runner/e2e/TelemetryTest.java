package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import runner.report.trace.CollectorServer;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;
import runner.support.Scripts;

/** What a chain reports to Prometheus and OpenTelemetry, and that neither can delay it. */
@ExtendWith(Cases.class)
final class TelemetryTest {
  private static final String TRACES_PARENT = "echo \"$TRACEPARENT\" >> \"$TRACE\"\n";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  @Test
  void the_spans_of_a_chain_form_one_trace_and_tasks_get_their_span(Scenario test)
      throws IOException {
    try (CollectorServer server = new CollectorServer(CollectorServer.Manner.TAKES)) {
      test.cfg("[runner]\nmax_tries = 1\n[b]\nonly_if = false\n[c]\nallow_failure = yes\n")
          .task("1-a", TRACES_PARENT)
          .task("2-b", TRACES_PARENT)
          .task("3-c", TRACES_PARENT + Scripts.exits(7))
          .env(ENDPOINT, server.address());
      ProgramResult result = test.run().assertExit(0);
      assertThat(result.stderr()).doesNotContain("traces to");

      Map<String, JsonNode> spans = Spans.byName(server);
      assertThat(spans).containsOnlyKeys("RUN 1-a", "RUN 2-b", "RUN 3-c", "RUN runner");
      assertOneTrace(spans);
      JsonNode failed = spans.get("RUN 3-c");
      assertThat(Spans.attribute(failed, "process.exit.code")).isEqualTo("7");
      assertThat(Spans.attribute(failed, "cicd.pipeline.task.run.result")).isEqualTo("failure");
      assertThat(failed.at("/status/message").asText()).isEqualTo("exit code 7");
      assertThat(Spans.attribute(spans.get("RUN 2-b"), "cicd.pipeline.task.run.result"))
          .isEqualTo("skip");
      result.assertTrace(
          "task 1-a",
          Spans.parent(spans.get("RUN 1-a")),
          "task 3-c",
          Spans.parent(spans.get("RUN 3-c")));
    }
  }

  @Test
  void hooks_are_spans_of_the_run_with_their_failures(Scenario test) throws IOException {
    try (CollectorServer server = new CollectorServer(CollectorServer.Manner.TAKES)) {
      test.cfg("[runner]\ntask_hook = @DIR@/hook\n")
          .script("hook", "case $1 in *result*) exit 4 ;; esac")
          .task("1-a", TRACES_PARENT)
          .env(ENDPOINT, server.address());
      ProgramResult result = test.run().assertExit(0);
      List<JsonNode> spans = Spans.inOrder(server);
      assertThat(spans)
          .extracting(span -> span.get("name").asText())
          .containsExactly("HOOK 1-a", "RUN 1-a", "HOOK 1-a", "RUN runner");
      JsonNode run = spans.get(3);
      assertThat(spans.subList(0, 3))
          .allSatisfy(span -> assertThat(span.get("parentSpanId")).isEqualTo(run.get("spanId")))
          .extracting(span -> span.get("spanId"))
          .doesNotHaveDuplicates();
      assertThat(Spans.attribute(spans.get(0), "runner.task")).isEqualTo("1-a");
      assertThat(spans.get(0).at("/status/code").asInt()).isEqualTo(1);
      assertThat(spans.get(2).at("/status/message").asText()).isEqualTo("exit code 4");
      result.assertTrace("task 1-a", Spans.parent(spans.get(1)));
    }
  }

  @Test
  void the_wait_for_another_runner_is_the_first_span_of_the_run(Scenario test) throws Exception {
    try (CollectorServer server = new CollectorServer(CollectorServer.Manner.TAKES)) {
      test.cfg("").task("1-a", "touch ready; until [ -e go ]; do sleep .05; done");
      CaseShell.Result result =
          new CaseShell(test)
              .run(
                  "$R & r=$!; until [ -e ready ]; do sleep .05; done\n"
                      + (ENDPOINT + "=" + server.address() + " $R --wait-lock 2>waits & w=$!\n")
                      + "until grep 'waiting for .* (pid [0-9]*, since 20' waits; do sleep .05; done\n"
                      + "touch go; wait $r $w; echo both $?");
      assertThat(result.output()).contains("both 0\n");
      List<JsonNode> spans = Spans.inOrder(server);
      JsonNode lock = spans.get(0);
      JsonNode run = spans.get(spans.size() - 1);
      assertThat(lock.get("name").asText()).isEqualTo("WAIT lock");
      assertThat(lock.get("parentSpanId")).isEqualTo(run.get("spanId"));
      assertThat(lock.get("startTimeUnixNano")).isEqualTo(run.get("startTimeUnixNano"));
      assertThat(lock.get("endTimeUnixNano").asLong())
          .isGreaterThan(lock.get("startTimeUnixNano").asLong())
          .isLessThanOrEqualTo(run.get("endTimeUnixNano").asLong());
    }
  }

  private static void assertOneTrace(Map<String, JsonNode> spans) {
    JsonNode root = spans.get("RUN runner");
    assertThat(root.has("parentSpanId")).isFalse();
    assertThat(Spans.attribute(root, "cicd.pipeline.result")).isEqualTo("success");
    for (JsonNode span : spans.values()) {
      assertThat(span.get("traceId")).isEqualTo(root.get("traceId"));
      if (!span.equals(root)) {
        assertThat(span.get("parentSpanId")).isEqualTo(root.get("spanId"));
      }
    }
  }

  @Test
  void a_callers_trace_is_continued(Scenario test) throws IOException {
    try (CollectorServer server = new CollectorServer(CollectorServer.Manner.TAKES)) {
      test.cfg("").task("1-a", TRACES_PARENT).env(ENDPOINT, server.address());
      test.env("TRACEPARENT", "00-" + TRACE + "-00f067aa0ba902b7-01");
      ProgramResult result = test.run().assertExit(0);
      Map<String, JsonNode> spans = Spans.byName(server);
      assertThat(spans.get("RUN runner").get("parentSpanId").asText())
          .isEqualTo("00f067aa0ba902b7");
      assertThat(Spans.parent(spans.get("RUN 1-a"))).startsWith("00-" + TRACE);
      result.assertTrace("task 1-a", Spans.parent(spans.get("RUN 1-a")));
    }
  }

  @Test
  void an_unsampled_trace_is_passed_on_and_not_sent(Scenario test) {
    try (CollectorServer server = new CollectorServer(CollectorServer.Manner.TAKES)) {
      String unsampled = "00-" + TRACE + "-00f067aa0ba902b7-00";
      test.cfg("").task("1-a", TRACES_PARENT).env(ENDPOINT, server.address());
      test.env("TRACEPARENT", unsampled).run().assertExit(0).assertTrace("task 1-a", unsampled);
      assertThat(server.seen()).isEmpty();
    }
  }

  @Test
  void without_a_collector_tasks_of_a_run_share_a_trace(Scenario test) {
    List<String> trace =
        test.cfg("").task("1-a", TRACES_PARENT).task("2-b", TRACES_PARENT).run().trace();
    String form = "00-[0-9a-f]{32}-[0-9a-f]{16}-01";
    assertThat(trace.get(1)).matches(form);
    assertThat(trace.get(3)).matches(form).startsWith(trace.get(1).substring(0, 36));
    assertThat(trace.get(3)).isNotEqualTo(trace.get(1));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TAKES")
  void a_collector_that_misbehaves_causes_a_warning(CollectorServer.Manner manner, Scenario test) {
    try (CollectorServer server = new CollectorServer(manner)) {
      test.cfg("").task("1-a", "").task("2-b", "").env(ENDPOINT, server.address());
      ProgramResult result = test.run().assertExit(0).assertTrace("task 1-a", "task 2-b");
      assertThat(result.stderr())
          .contains("traces to '" + server.address() + "/v1/traces': 3 spans were not taken; ");
      result.assertWithin(Duration.ofSeconds(20));
    }
  }

  @Test
  void a_collector_that_cannot_be_reached_causes_a_warning(Scenario test) {
    CollectorServer server = new CollectorServer(CollectorServer.Manner.TAKES);
    server.close();
    test.cfg("").task("1-a", "").env(ENDPOINT, server.address());
    assertThat(test.run().assertExit(0).assertTrace("task 1-a").stderr())
        .contains("2 spans were not taken; ");
  }

  @Test
  void an_interrupted_chain_is_reported_too(Scenario test) throws IOException {
    try (CollectorServer server = new CollectorServer(CollectorServer.Manner.TAKES)) {
      test.cfg("[runner]\nmetrics_file = runner.prom\n").task("1-a", Scripts.WAITS);
      ProgramResult result = test.env(ENDPOINT, server.address()).signalWhen("ready", "TERM").run();
      result.assertExit(143);
      // After a signal the runner waits only briefly for the collector, too briefly on a busy
      // machine.
      if (!result.stderr().contains("spans were not taken")) {
        assertThat(
                Spans.attribute(
                    Spans.byName(server).get("RUN 1-a"), "cicd.pipeline.task.run.result"))
            .isEqualTo("cancellation");
      }
      assertThat(test.dir().resolve("runner.prom"))
          .content()
          .contains("runner_chain_state{state=\"interrupted\"} 1", "result=\"interrupted\"} 1");
    }
  }

  @Test
  @DisplayName("a secret in [env] is in no metric, no span and no warning")
  void a_secret_is_in_no_metric_and_no_span(Scenario test) throws IOException {
    try (CollectorServer server = new CollectorServer(CollectorServer.Manner.TAKES)) {
      String canary = "canary-7c1f";
      test.cfg(
              "[runner]\nmax_tries = 1\nmetrics_file = runner.prom\n[env]\nTOKEN = "
                  + canary
                  + "\n")
          .task("1-a", "echo $TOKEN; echo $TOKEN >&2; exit 7")
          .haltTask("echo $TOKEN")
          .env("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20" + canary)
          .env(ENDPOINT, server.address());
      test.run().assertExit(1).assertTrace("task 1-a", "halt");
      assertThat(Spans.byName(server)).containsOnlyKeys("RUN 1-a", "RUN halt.sh", "RUN runner");
      assertThat(server.seen())
          .allSatisfy(
              seen -> {
                assertThat(seen.authorization()).isEqualTo("Bearer " + canary);
                assertThat(seen.body()).doesNotContain(canary);
              });
      assertThat(Files.readString(test.dir().resolve("runner.prom")))
          .contains("runner_chain_success 0", "runner_task_exit_code{task=\"1-a\"} 7")
          .doesNotContain(canary);
    }
  }

  @Test
  void metrics_that_cannot_be_written_do_not_stop_the_chain(Scenario test) {
    test.cfg("[runner]\nmetrics_file = absent/runner.prom\n").task("1-a", "");
    assertThat(test.run().assertExit(0).assertTrace("task 1-a").stderr())
        .containsOnlyOnce(
            "metrics_file '@DIR@/absent/runner.prom': cannot be written: no such file or directory");
  }
}
