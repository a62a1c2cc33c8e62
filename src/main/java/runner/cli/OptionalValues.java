package runner.cli;

import java.util.Arrays;
import java.util.Set;

/**
 * Options whose value may be left out, as {@code --wait-lock[=SECS]}. picocli would take the next
 * argument as the value, so an empty value is put in its place.
 */
final class OptionalValues {
  private static final Set<String> OPTIONS = Set.of("--wait-lock", "--wait");

  private OptionalValues() {}

  static String[] closed(String[] args) {
    return Arrays.stream(args)
        .map(arg -> OPTIONS.contains(arg) ? arg + "=" : arg)
        .toArray(String[]::new);
  }
}
