package runner.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The part of JSON Schema 2020-12 that the schemas in {@code docs} use. Another keyword is an error
 * of the schema.
 */
public final class Schema {
  private static final Set<String> ANNOTATIONS = Set.of("$schema", "title", "description");

  private final JsonNode root;

  private Schema(JsonNode root) {
    this.root = root;
  }

  /** Reads a schema. */
  public static Schema of(Path file) throws IOException {
    return new Schema(new ObjectMapper().readTree(Files.readString(file)));
  }

  /** Returns the errors of a document; none if it is valid. */
  public List<String> errors(String document) throws IOException {
    List<String> errors = new ArrayList<>();
    check(root, new ObjectMapper().readTree(document), "", errors);
    return errors;
  }

  private static void check(JsonNode schema, JsonNode value, String place, List<String> errors) {
    schema
        .properties()
        .forEach(
            rule -> {
              if (!ANNOTATIONS.contains(rule.getKey())
                  && !holds(rule.getKey(), rule.getValue(), schema, value, place, errors)) {
                errors.add(place + ": " + value + " breaks " + rule);
              }
            });
  }

  private static boolean holds(
      String key, JsonNode rule, JsonNode schema, JsonNode value, String at, List<String> errors) {
    return switch (key) {
      case "type" -> rule.isArray() ? any(rule, one -> is(value, one)) : is(value, rule);
      case "const" -> value.equals(rule);
      case "enum" -> any(rule, value::equals);
      case "minimum" -> !value.isNumber() || value.doubleValue() >= rule.doubleValue();
      case "pattern" -> !value.isTextual() || value.textValue().matches(rule.textValue());
      case "format" -> !value.isTextual() || isTime(value.textValue());
      case "required" -> !value.isObject() || !any(rule, name -> !value.has(name.textValue()));
      case "additionalProperties" ->
          !value.isObject()
              || value.propertyStream().allMatch(p -> schema.get("properties").has(p.getKey()));
      case "properties" -> {
        rule.properties().stream()
            .filter(p -> value.has(p.getKey()))
            .forEach(
                p -> check(p.getValue(), value.get(p.getKey()), at + "/" + p.getKey(), errors));
        yield true;
      }
      case "items" -> {
        value.forEach(item -> check(rule, item, at + "[]", errors));
        yield true;
      }
      default -> throw new IllegalArgumentException("unknown keyword '" + key + "'");
    };
  }

  private static boolean any(JsonNode rules, java.util.function.Predicate<JsonNode> holds) {
    return StreamSupport.stream(rules.spliterator(), false).anyMatch(holds);
  }

  private static boolean is(JsonNode value, JsonNode type) {
    return switch (type.textValue()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("unknown type in the schema: " + type);
    };
  }

  private static boolean isTime(String text) {
    try {
      return Instant.parse(text).toString().equals(text);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
