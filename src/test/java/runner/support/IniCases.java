package runner.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The conformance table of configuration files as dynamic tests. The expected values are those of
 * Python 2.7's RawConfigParser, except for the differences that docs/migrating.md lists.
 */
public final class IniCases {
  private IniCases() {}

  /** What a reader returns for one file. */
  public sealed interface Answer {}

  /** The file was read: values by section and key, with those of {@code [DEFAULT]}. */
  public record Sections(Map<String, Map<String, String>> values) implements Answer {}

  /** The file was refused: the first wrong line, from 1. */
  public record ErrorAt(int line) implements Answer {}

  /** Neither: the reader broke its contract. */
  public record Broken(String description) implements Answer {}

  /**
   * One test for each file of the table.
   *
   * @param reader the reader under test
   */
  public static Stream<DynamicTest> all(Function<Path, Answer> reader) {
    return cases().stream().map(one -> test(one, reader));
  }

  /** As {@link #all}, but only this many: always the same, evenly spread over the tags. */
  public static Stream<DynamicTest> sample(int size, Function<Path, Answer> reader) {
    List<JsonNode> all = cases();
    return IntStream.range(0, size)
        .mapToObj(index -> all.get(index * all.size() / size))
        .map(one -> test(one, reader));
  }

  /** Returns the answer of {@code config show --json -c FILE}. */
  public static Answer of(ProgramResult result, Path file) {
    return switch (result.exit()) {
      case 0 -> sections(result.stdout());
      case 78 -> errorAt(result.stderr(), file);
      default -> new Broken(result.toString());
    };
  }

  private static Answer sections(String stdout) {
    JsonNode sections = Tables.parsed(stdout).path("sections");
    return sections.isObject()
        ? new Sections(values(sections))
        : new Broken("no object 'sections' in " + ProgramResult.tail(stdout));
  }

  /** Takes the first {@code FILE:LINE:} in the text. */
  private static Answer errorAt(String stderr, Path file) {
    return Pattern.compile(Pattern.quote(file.toString()) + ":(\\d+):")
        .matcher(stderr)
        .results()
        .findFirst()
        .<Answer>map(found -> new ErrorAt(Integer.parseInt(found.group(1))))
        .orElseGet(() -> new Broken("no FILE:LINE: in " + ProgramResult.tail(stderr)));
  }

  private static Map<String, Map<String, String>> values(JsonNode sections) {
    return Tables.JSON.convertValue(sections, new TypeReference<>() {});
  }

  private static List<JsonNode> cases() {
    return Tables.read("ini").stream()
        .sorted(Comparator.comparing((JsonNode one) -> one.get("id").asText()))
        .toList();
  }

  private static DynamicTest test(JsonNode one, Function<Path, Answer> reader) {
    return DynamicTest.dynamicTest(
        one.get("id").asText(),
        () -> {
          CaseDir dir = CaseDir.create();
          try {
            dir.write("runner.cfg", content(one), 0644);
            assertThat(reader.apply(dir.path().resolve("runner.cfg"))).isEqualTo(expected(one));
          } finally {
            dir.close();
          }
        });
  }

  private static byte[] content(JsonNode one) {
    return one.has("base64")
        ? Base64.getDecoder().decode(one.get("base64").asText())
        : one.get("text").asText().getBytes(StandardCharsets.UTF_8);
  }

  private static Answer expected(JsonNode one) {
    JsonNode expect = one.get("expect");
    return expect.has("error_line")
        ? new ErrorAt(expect.get("error_line").intValue())
        : new Sections(values(expect.get("sections")));
  }
}
