package runner.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The one place that makes JSON for others to read. Maps, lists, texts, numbers and truths go
 * through Jackson's streaming half, which is loaded anyway; the other half takes longer to load
 * than most commands take to run.
 */
public final class Json {
  private Json() {}

  /** Loaded when a value needs it. */
  private static final class Binding {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private static final class Streaming {
    static final JsonFactory FACTORY = new JsonFactory();
  }

  /** One line. */
  public static String line(Object value) {
    return write(value, false);
  }

  /** Indented, for people who read it too. */
  public static String page(Object value) {
    return write(value, true);
  }

  /** The items of a list that is longer than memory: they are written as they come. */
  public interface Items {
    void each(Consumer<Object> to);
  }

  /**
   * Writes it indented, as it comes, with a line's end. What an exception cuts short is left as it
   * is, so that nobody takes it for the whole.
   */
  public static void page(Object value, PrintStream out) {
    try {
      JsonGenerator json = Streaming.FACTORY.createGenerator(out);
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      write(value, json);
      json.writeRaw('\n');
      json.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads an object; its values are maps, lists, texts, numbers, truths and null.
   *
   * @throws IOException where the text is no such thing
   */
  public static Map<?, ?> read(String text) throws IOException {
    return Binding.MAPPER.readValue(text, Map.class);
  }

  private static String write(Object value, boolean indented) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Streaming.FACTORY.createGenerator(text)) {
      if (indented) {
        json.useDefaultPrettyPrinter();
      }
      write(value, json);
    } catch (IOException e) {
      throw new IllegalStateException("a value of ours cannot be written as JSON", e);
    }
    return text.toString();
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        write(entry.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> items && !(value instanceof java.nio.file.Path)) {
      json.writeStartArray();
      for (Object item : items) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (value instanceof Items items) {
      json.writeStartArray();
      items.each(item -> writeItem(item, json));
      json.writeEndArray();
    } else {
      writeOne(value, json);
    }
  }

  private static void writeItem(Object item, JsonGenerator json) {
    try {
      write(item, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeOne(Object value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else {
      json.writeRawValue(bound(value));
    }
  }

  private static String bound(Object value) throws JsonProcessingException {
    return Binding.MAPPER.writeValueAsString(value);
  }
}
