package runner.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import runner.cli.host.Machine;
import runner.config.Config;
import runner.report.history.SecretValues;

/**
 * Hides values that may be secrets.
 *
 * @param on whether anything is hidden
 */
public record ValueMask(boolean on) {
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|passwd|secret|token|private_key|credential).*");

  public String of(String section, String key, String value) {
    return on && hides(section, key) ? "****" : value;
  }

  private static boolean hides(String section, String key) {
    boolean environment = section.equals("env") || section.startsWith("env ");
    return environment || SECRET.matcher(key).matches();
  }

  /** All such values there are, in the configuration and in our own environment. */
  public static SecretValues secrets(Config config, Machine host) {
    List<String> values = new ArrayList<>();
    config
        .text()
        .forEach(
            (section, keys) ->
                keys.forEach(
                    (key, value) -> {
                      if (hides(section, key)) {
                        values.add(value);
                      }
                    }));
    host.environment()
        .forEach(
            (name, value) -> {
              if (SECRET.matcher(name).matches()) {
                values.add(value);
              }
            });
    return SecretValues.of(values);
  }
}
