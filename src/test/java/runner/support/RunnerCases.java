package runner.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The conformance table of chains as dynamic tests. A case has a name, the rule it tests, its
 * origin, files, arguments, and the expected exit code, stdout and trace. Cases of the origins
 * {@code documented} and {@code observed} were recorded from Mozilla's Runner; {@code decided}
 * differs from it on purpose.
 */
public final class RunnerCases {
  private RunnerCases() {}

  /** One test for each case, in the order of the table. */
  public static Stream<DynamicTest> all() {
    return Tables.read("runner").stream()
        .map(one -> DynamicTest.dynamicTest(title(one), () -> check(one)));
  }

  private static String title(JsonNode one) {
    return text(one, "name") + ": " + text(one, "case");
  }

  private static void check(JsonNode one) throws InterruptedException {
    try (Scenario test = prepared(one)) {
      ProgramResult result = test.run();
      List<String> trace = result.stopped() ? result.trace() : result.settled(settle(one));
      String exit = result.stopped() ? "stopped" : Integer.toString(result.exit());
      String context = "of '" + title(one) + "'\n" + result;
      JsonNode expect = one.get("expect");
      assertThat(exit).as("exit code %s", context).isEqualTo(text(expect, "exit"));
      assertThat(result.stdout()).as("stdout %s", context).isEqualTo(text(expect, "stdout"));
      List<TraceLine> expected = TraceLine.of(texts(expect.get("trace")));
      assertThat(TraceLine.of(trace)).as("trace %s", context).isEqualTo(expected);
    }
  }

  private static Scenario prepared(JsonNode one) {
    Scenario test = new Scenario().limit(seconds(one.get("limit_s")));
    one.get("files").properties().forEach(file -> write(test, file));
    test.args(texts(one.get("args")).toArray(String[]::new));
    one.path("env").properties().forEach(env -> test.env(env.getKey(), env.getValue().asText()));
    if (one.has("signal")) {
      test.signalWhen(text(one.get("signal"), "when"), text(one.get("signal"), "sig"));
    }
    if (one.has("stop")) {
      test.stopAfter(one.get("stop").get("trace_lines").intValue());
    }
    return test;
  }

  private static void write(Scenario test, Map.Entry<String, JsonNode> file) {
    JsonNode spec = file.getValue();
    if (spec.has("dir")) {
      test.directory(file.getKey());
    } else if (spec.has("link")) {
      test.link(file.getKey(), text(spec, "link"));
    } else {
      int mode = Integer.parseInt(spec.path("mode").asText("644"), 8);
      test.file(file.getKey(), text(spec, "content"), mode);
    }
  }

  /**
   * How long the test waits at most for the end of the case's processes; after that nothing can
   * follow.
   */
  private static Duration settle(JsonNode one) {
    JsonNode own = one.path("settle_s");
    return seconds(one.path("signal").has("settle_s") ? one.get("signal").get("settle_s") : own);
  }

  private static Duration seconds(JsonNode number) {
    return Duration.ofMillis(Math.round(number.asDouble() * 1000));
  }

  private static String text(JsonNode object, String key) {
    return object.get(key).asText();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
