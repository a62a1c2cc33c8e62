package runner.pool.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON from somebody else. Its errors are never reported, since a message would show a part of the
 * text.
 */
public final class UntrustedJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode node;

  private UntrustedJson(JsonNode node) {
    this.node = node;
  }

  /** An object and the text behind it. */
  public record Leading(UntrustedJson object, String rest) {}

  /** Reads an object; empty where the text is none. */
  public static Optional<UntrustedJson> object(String text) {
    return value(text).filter(json -> json.node.isObject());
  }

  /** Reads any value; empty where the text is none. */
  public static Optional<UntrustedJson> value(String text) {
    try {
      return Optional.ofNullable(JSON.readTree(text))
          .filter(node -> !node.isMissingNode())
          .map(UntrustedJson::new);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Reads the object a text begins with. */
  public static Optional<Leading> leading(String text) {
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
      JsonNode object = values.nextValue();
      int end = (int) values.getParser().currentLocation().getCharOffset();
      return object.isObject()
          ? Optional.of(new Leading(new UntrustedJson(object), text.substring(end)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The value at a path such as {@code /concourse/url}; empty where there is none, or null. */
  public Optional<UntrustedJson> at(String path) {
    JsonNode found = node.at(path);
    return found.isMissingNode() || found.isNull()
        ? Optional.empty()
        : Optional.of(new UntrustedJson(found));
  }

  /** The value as text: that of a string, a number or a truth; else nothing. */
  public String text() {
    return node.asText("");
  }

  /** The text of a key; nothing where there is none. */
  public String text(String key) {
    return node.path(key).asText("");
  }

  /** The whole number of a key; 0 where there is none. */
  public long number(String key) {
    return node.path(key).asLong(0);
  }

  public boolean has(String key) {
    return node.hasNonNull(key);
  }

  /** The items of a list; empty for anything else. */
  public Optional<List<UntrustedJson>> items() {
    if (!node.isArray()) {
      return Optional.empty();
    }
    List<UntrustedJson> items = new ArrayList<>();
    node.forEach(item -> items.add(new UntrustedJson(item)));
    return Optional.of(items);
  }

  /** The keys of an object and the JSON of each. */
  public Map<String, UntrustedJson> members() {
    Map<String, UntrustedJson> members = new LinkedHashMap<>();
    node.properties().forEach(e -> members.put(e.getKey(), new UntrustedJson(e.getValue())));
    return members;
  }

  /** The value as JSON. */
  @Override
  public String toString() {
    return node.toString();
  }
}
