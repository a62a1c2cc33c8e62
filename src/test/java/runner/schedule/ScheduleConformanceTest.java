package runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Puppet's own answers, with our documented exceptions applied. */
final class ScheduleConformanceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void every_recorded_case_is_answered_as_puppet_did() throws IOException {
    List<String> failures = new ArrayList<>();
    List<String> lines = cases();
    for (String line : lines) {
      ObjectNode asked = (ObjectNode) JSON.readTree(line);
      JsonNode expected = asked.remove("expect");
      JsonNode answer = JSON.readTree(ScheduleLines.answer(asked.toString()));
      if (!agrees(expected, answer) || !answer.path("id").equals(asked.get("id"))) {
        failures.add(asked + " expected " + expected + " but got " + answer);
      }
    }
    assertThat(failures).isEmpty();
    assertThat(lines).hasSize(1500);
  }

  private static boolean agrees(JsonNode expected, JsonNode answer) {
    return expected.has("error")
        ? answer.path("error").isTextual() && !answer.has("match")
        : expected.get("match").equals(answer.path("match")) && !answer.has("error");
  }

  private static List<String> cases() throws IOException {
    try (InputStream in =
        ScheduleConformanceTest.class.getResourceAsStream("/schedule/cases.jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
