package runner.jobs.signing;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a key is called: its files are {@code NAME.key}, kept, and {@code NAME.pub}, given away. */
public record KeyName(String text) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");
  private static final String PRIVATE = ".key";

  public KeyName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("no name of a key: " + text);
    }
  }

  /** Reads one, which may come from anywhere; empty for what could be another path. */
  public static Optional<KeyName> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new KeyName(text)) : Optional.empty();
  }

  /** The name of the key in a file {@code NAME.key}; empty for another file. */
  public static Optional<KeyName> of(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(PRIVATE)
        ? parse(name.substring(0, name.length() - PRIVATE.length()))
        : Optional.empty();
  }

  public Path privateIn(Path dir) {
    return dir.resolve(text + PRIVATE);
  }

  public Path publicIn(Path dir) {
    return dir.resolve(text + ".pub");
  }

  @Override
  public String toString() {
    return text;
  }
}
