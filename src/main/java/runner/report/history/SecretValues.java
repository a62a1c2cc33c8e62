package runner.report.history;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Values that must not leave the machine, and how they are covered in text that does: a task may
 * have printed what its environment holds.
 */
public final class SecretValues {
  private static final String COVER = "****";

  /** What is shorter is a number or a word, and would cover half of every text. */
  private static final int SHORTEST = 6;

  private final List<String> values;

  private SecretValues(List<String> values) {
    this.values = values;
  }

  /** Covers these, each line of a value by itself. */
  public static SecretValues of(Collection<String> values) {
    return new SecretValues(
        values.stream()
            .flatMap(String::lines)
            .map(String::strip)
            .filter(value -> value.length() >= SHORTEST)
            .distinct()
            // One may be a part of another.
            .sorted(Comparator.comparing(String::length).reversed().thenComparing(v -> v))
            .toList());
  }

  /** The text with every such value, and every password within a URL, covered. */
  public String cover(String text) {
    String covered = text;
    for (String value : values) {
      covered = covered.replace(value, COVER);
    }
    return covered.replaceAll("(://[^/\\s:@]*):[^/\\s@]+@", "$1:" + COVER + "@");
  }

  /**
   * The same for bytes of any encoding that has ASCII in it; what is not covered stays as it is.
   */
  public byte[] cover(byte[] bytes) {
    List<String> encoded =
        values.stream().map(v -> new String(v.getBytes(UTF_8), ISO_8859_1)).toList();
    return new SecretValues(encoded).cover(new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1);
  }
}
