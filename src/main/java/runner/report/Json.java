package runner.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** The one place that makes JSON for others to read. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** One line. */
  public static String line(Object value) {
    return write(MAPPER, value);
  }

  /** Indented, for people who read it too. */
  public static String page(Object value) {
    return write(MAPPER.copy().enable(SerializationFeature.INDENT_OUTPUT), value);
  }

  private static String write(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value of ours cannot be written as JSON", e);
    }
  }
}
