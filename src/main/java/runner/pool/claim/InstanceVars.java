package runner.pool.claim;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import runner.pool.net.UntrustedJson;

/** The variables of an instanced pipeline: reference to JSON text. */
final class InstanceVars {
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9_-]+");

  private InstanceVars() {}

  /** Variables and the job behind them. */
  record Split(Map<String, String> vars, String job) {}

  /** Reads {@code {JSON}/job}, as 1.7.1 wrote it; the JSON may hold slashes and blanks. */
  static Optional<Split> split(String text) {
    Optional<UntrustedJson.Leading> leading = UntrustedJson.leading(text);
    if (leading.isEmpty() || !leading.get().rest().matches("(?s)/.+")) {
      return Optional.empty();
    }
    Map<String, String> vars = new HashMap<>();
    leading.get().object().members().forEach((k, v) -> vars.put(reference(k), v.toString()));
    return Optional.of(new Split(vars, leading.get().rest().substring(1)));
  }

  private static String reference(String key) {
    return SIMPLE.matcher(key).matches() ? key : '"' + key + '"';
  }

  /** Reads {@code vars.KEY=JSON&...}, escaped, as it stands in a Build URL. */
  static Optional<Map<String, String>> query(String query) {
    Map<String, String> vars = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0 || !pair.startsWith("vars.")) {
        return Optional.empty();
      }
      try {
        String json = decoded(pair.substring(equals + 1));
        if (UntrustedJson.value(json).isEmpty()) {
          return Optional.empty();
        }
        vars.put(decoded(pair.substring("vars.".length(), equals)), json);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(vars);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
