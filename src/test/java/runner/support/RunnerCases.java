package runner.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The table of chains and what they must show, as dynamic tests. A case: name, the rule it is
 * about, its origin ({@code documented} and {@code observed} were recorded from Mozilla's Runner,
 * {@code decided} differs from it on purpose), files, arguments, and what is expected of exit code,
 * stdout and trace.
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
      ProgramResult outcome = test.run();
      List<String> trace = outcome.stopped() ? outcome.trace() : outcome.settled(settle(one));
      String exit = outcome.stopped() ? "stopped" : Integer.toString(outcome.exit());
      String seen = "of '" + title(one) + "'\n" + outcome;
      JsonNode expect = one.get("expect");
      assertThat(exit).as("exit code %s", seen).isEqualTo(text(expect, "exit"));
      assertThat(outcome.stdout()).as("stdout %s", seen).isEqualTo(text(expect, "stdout"));
      List<TraceLine> wanted = TraceLine.of(texts(expect.get("trace")));
      assertThat(TraceLine.of(trace)).as("trace %s", seen).isEqualTo(wanted);
    }
  }

  private static Scenario prepared(JsonNode one) {
    Scenario test = new Scenario().limit(seconds(one.get("limit_s")));
    one.get("files").properties().forEach(file -> lay(test, file));
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

  private static void lay(Scenario test, Map.Entry<String, JsonNode> file) {
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
   * Nothing can follow once the case's last process is gone: that is waited for, at most so long.
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
