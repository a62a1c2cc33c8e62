package runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleLinesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LINE =
      """
      {"id":"S\u00e9","schedule":{"range":["2 - 4"]},"previous":null,\
      "now":"2026-11-20T02:00:00.5+01:00","tz":"Europe/Berlin","tag":1}""";

  @Test
  void a_line_is_answered_in_ascii_under_its_own_id() {
    assertThat(ScheduleLines.answer(LINE)).isEqualTo("{\"id\":\"S\\u00E9\",\"match\":true}");
    assertThat(ScheduleLines.answer(LINE.replace("Europe/Berlin", "UTC")))
        .isEqualTo("{\"id\":\"S\\u00E9\",\"match\":false}");
  }

  @Test
  void a_wrong_schedule_is_answered_with_its_error() {
    assertThat(ScheduleLines.answer(LINE.replace("2 - 4", "2 - 24")))
        .isEqualTo("{\"id\":\"S\\u00E9\",\"error\":\"range: '2 - 24' has the hour 24; 0 to 23\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "{}",
        "{",
        "{\"id\":1}",
        "{\"id\":{},\"schedule\":{}}",
        "{\"id\":1,\"id\":2}",
        "{\"id\":1,\"schedule\":[]}",
        "{\"id\":1,\"schedule\":{\"period\":\"daily\",\"period\":\"daily\"}}",
        "{\"id\":1,\"schedule\":{},\"tz\":7}",
        "{\"id\":1,\"schedule\":{},\"tz\":\"Mars/Base\"}",
        "{\"id\":1,\"schedule\":{},\"tz\":\"UTC\",\"now\":null}",
        "{\"id\":1,\"schedule\":{},\"tz\":\"UTC\",\"now\":\"2026-11-20\"}",
        "{\"id\":1,\"schedule\":{},\"tz\":\"UTC\",\"previous\":null,\"now\":\"2026-02-30T00:00:00Z\"}",
        "{\"id\":1,\"schedule\":{},\"tz\":\"UTC\",\"previous\":null,\"now\":\"+10000-01-01T00:00:00Z\"}",
        "{\"id\":1,\"schedule\":{},\"tz\":\"UTC\",\"now\":\"2026-01-01T00:00:00Z\"}",
        "{\"id\":1,\"schedule\":{\"repeat\":1e999},\"tz\":\"UTC\"}",
      })
  void what_is_no_question_is_answered_with_an_error(String line) throws IOException {
    JsonNode answer = JSON.readTree(ScheduleLines.answer(line));
    assertThat(answer.path("error").isTextual()).as("%s", answer).isTrue();
    assertThat(answer.has("id")).isTrue();
    assertThat(answer.has("match")).isFalse();
  }

  @Test
  void deep_and_long_lines_are_answered() {
    String deep = "[".repeat(100_000);
    assertThat(ScheduleLines.answer(deep)).startsWith("{\"id\":null,\"error\":");
    for (int depth = 990; depth < 1002; depth++) {
      String nested = "[".repeat(depth) + "]".repeat(depth);
      assertThat(ScheduleLines.answer(LINE.replace("[\"2 - 4\"]", nested))).contains("\"error\":");
      assertThat(ScheduleLines.answer(LINE.replace("1}", nested + "}"))).startsWith("{\"id\":");
    }
    assertThat(ScheduleLines.answer(LINE.replace("[\"2 - 4\"]", "9".repeat(5000))))
        .startsWith("{\"id\":null,\"error\":");
  }

  @Test
  void no_damage_to_a_line_throws_and_each_gets_one_line() throws IOException {
    Random random = new Random(6);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder damaged = new StringBuilder(LINE);
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(128));
      }
      String answer = ScheduleLines.answer(damaged.toString());
      assertThat(answer.lines()).as("%s", damaged).hasSize(1);
      assertThat(JSON.readTree(answer).has("id")).as("%s", damaged).isTrue();
    }
  }
}
