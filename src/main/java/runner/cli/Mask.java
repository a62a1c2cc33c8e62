package runner.cli;

import java.util.regex.Pattern;

/**
 * Hides values that may be secrets.
 *
 * @param on whether anything is hidden
 */
record Mask(boolean on) {
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|passwd|secret|token|private_key|credential).*");

  String of(String section, String key, String value) {
    boolean environment = section.equals("env") || section.startsWith("env ");
    return on && (environment || SECRET.matcher(key).matches()) ? "****" : value;
  }
}
