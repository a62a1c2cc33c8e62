package runner.cli;

import java.util.Arrays;

/**
 * Options whose value may be left out, as {@code --wait-lock[=SECS]} and {@code --wait[=SECS]}.
 * picocli would take the next argument as the value, so an empty value is put in its place.
 */
final class OptionalValues {
  private OptionalValues() {}

  static String[] closed(String[] args) {
    return Arrays.stream(args)
        .map(arg -> LongOptions.mayHaveNoValue(arg) ? arg + "=" : arg)
        .toArray(String[]::new);
  }
}
