package runner.journal.disk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A JSON object on one line whose last field is a checksum of all before it, so that one changed
 * bit shows. Flat: values are texts, whole numbers, truths and lists of texts. Jackson's streaming
 * half reads and writes it; the other half would double the time to the first task.
 */
public final class ChecksummedJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final String SEAL = ",\"crc32\":\"";
  private static final String SEAL_END = "\"}\n";
  private static final int SEAL_LENGTH = SEAL.length() + 8 + SEAL_END.length();

  private ChecksummedJson() {}

  /** The line, its end included. */
  public static byte[] encode(Map<String, Object> fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      for (Map.Entry<String, Object> field : fields.entrySet()) {
        json.writeFieldName(field.getKey());
        write(json, field.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] body = bytes.toByteArray();
    byte[] open = Arrays.copyOf(body, body.length - 1);
    byte[] line = Arrays.copyOf(open, open.length + SEAL_LENGTH);
    byte[] seal = seal(open);
    System.arraycopy(seal, 0, line, open.length, seal.length);
    return line;
  }

  /** The fields of a line, its end included; the seal is not among them. */
  public static Map<String, Object> decode(byte[] line) throws CorruptStateException {
    int open = line.length - SEAL_LENGTH;
    if (open < 1) {
      throw new CorruptStateException("the line is too short");
    }
    byte[] content = Arrays.copyOf(line, open);
    if (!Arrays.equals(seal(content), Arrays.copyOfRange(line, open, line.length))) {
      throw new CorruptStateException("the checksum does not fit the line");
    }
    try (JsonParser json = FACTORY.createParser(line)) {
      return object(json);
    } catch (IOException e) {
      throw new CorruptStateException("not JSON: " + e.getMessage());
    }
  }

  private static byte[] seal(byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content);
    String seal = SEAL + HexFormat.of().toHexDigits((int) sum.getValue()) + SEAL_END;
    return seal.getBytes(StandardCharsets.US_ASCII);
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Long || value instanceof Integer) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        json.writeString((String) item);
      }
      json.writeEndArray();
    } else {
      throw new IllegalArgumentException("cannot be kept: " + value);
    }
  }

  private static Map<String, Object> object(JsonParser json)
      throws IOException, CorruptStateException {
    Map<String, Object> fields = new LinkedHashMap<>();
    expect(json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      fields.put(name, value(json, json.nextToken()));
    }
    if (json.nextToken() != null) {
      throw new CorruptStateException("something follows the object");
    }
    fields.remove("crc32");
    return fields;
  }

  private static Object value(JsonParser json, JsonToken token)
      throws IOException, CorruptStateException {
    return switch (token) {
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_ARRAY -> texts(json);
      default -> throw new CorruptStateException("a value of a kind we never write");
    };
  }

  private static List<String> texts(JsonParser json) throws IOException, CorruptStateException {
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.VALUE_STRING);
      texts.add(json.getText());
    }
    return texts;
  }

  private static void expect(JsonToken found, JsonToken wanted) throws CorruptStateException {
    if (found != wanted) {
      throw new CorruptStateException("not the object it was written as");
    }
  }
}
