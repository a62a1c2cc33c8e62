package runner.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ValueRange;
import java.util.Map;
import java.util.Optional;
import runner.text.QuotedValue;

/**
 * Answers one JSON line with one JSON line, for a program that has many questions. The line asks
 * {@code {"id", "schedule": {...}, "previous": TIME or null, "now": TIME, "tz": ZONE}}, times in
 * ISO 8601 with an offset; the answer is {@code {"id", "match": true or false}} or {@code {"id",
 * "error": TEXT}}. Other keys are ignored. Answers are ASCII and depend on nothing but the line.
 */
public final class ScheduleLines {
  private static final TypeReference<Map<String, Object>> PARAMETERS = new TypeReference<>() {};
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private static final ValueRange FOUR_DIGITS = ValueRange.of(0, 9999);

  private ScheduleLines() {}

  /** The answer, without a line end. Whatever the line is, nothing is thrown. */
  public static String answer(String line) {
    JsonNode asked;
    try {
      asked = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return error(NullNode.getInstance(), "the line is not JSON: " + e.getOriginalMessage());
    }
    if (!asked.isObject()) {
      return error(NullNode.getInstance(), "the line is not a JSON object");
    }
    JsonNode id = asked.path("id");
    if (!id.isTextual() && !id.isNumber()) {
      return error(NullNode.getInstance(), "id: it must be text or a number");
    }
    try {
      return write(answerTo(id).put("match", match(asked)));
    } catch (ScheduleException e) {
      return error(id, e.getMessage());
    }
  }

  private static boolean match(JsonNode asked) {
    Schedule schedule = Schedule.fromValues(parameters(asked.path("schedule")));
    ZoneId zone = zone(asked.path("tz"));
    JsonNode previous = asked.path("previous");
    Optional<Instant> last =
        previous.isNull() ? Optional.empty() : Optional.of(time("previous", previous));
    return schedule.match(time("now", asked.path("now")).atZone(zone), last).open();
  }

  private static Map<String, Object> parameters(JsonNode node) {
    if (!node.isObject()) {
      throw new ScheduleException("schedule", "it must be an object of a schedule's parameters");
    }
    return JSON.convertValue(node, PARAMETERS);
  }

  private static ZoneId zone(JsonNode node) {
    try {
      return ZoneId.of(node.asText());
    } catch (DateTimeException e) {
      throw new ScheduleException(
          "tz", QuotedValue.of(node.asText()) + " is no zone; e.g. Europe/Oslo");
    }
  }

  private static Instant time(String key, JsonNode node) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(node.asText());
      if (FOUR_DIGITS.isValidIntValue(time.getYear())) {
        return time.toInstant();
      }
    } catch (DateTimeException e) {
      // Said below, as for a year out of bounds.
    }
    throw new ScheduleException(
        key, QuotedValue.of(node.asText()) + " is no time; e.g. 2026-11-20T02:00:00+01:00");
  }

  private static ObjectNode answerTo(JsonNode id) {
    return JSON.createObjectNode().set("id", id);
  }

  private static String error(JsonNode id, String text) {
    return write(answerTo(id).put("error", text));
  }

  private static String write(ObjectNode answer) {
    try {
      return JSON.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a flat object of text could not be written", e);
    }
  }
}
