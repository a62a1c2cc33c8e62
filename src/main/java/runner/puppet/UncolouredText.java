package runner.puppet;

import java.util.regex.Pattern;

/** A line as it would read without colours. */
final class UncolouredText {
  /** What Puppet's {@code --color=ansi} and {@code html} put around a message (ECMA-48 CSI). */
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m|</?span[^>]*>");

  private UncolouredText() {}

  static String of(String line) {
    return COLOUR.matcher(line).replaceAll("").strip();
  }
}
