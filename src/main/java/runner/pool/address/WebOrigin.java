package runner.pool.address;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host and port of a web address. The ports of http and https count as one, since an address of
 * before and after a change to TLS names the same server.
 */
public record WebOrigin(String host, int port) {
  private static final Pattern URL =
      Pattern.compile(
          "(?i)(https?)://(\\[[0-9a-f:.]+]|[^/:@\\[\\]\\s?#]+)(?::([0-9]{1,5}))?(/.*)?");
  private static final int WEB = 443;

  public static Optional<WebOrigin> of(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int port = parts.group(3) == null ? WEB : Integer.parseInt(parts.group(3));
    return Optional.of(
        new WebOrigin(parts.group(2).toLowerCase(Locale.ROOT), port == 80 ? WEB : port));
  }

  /** What follows host and port. */
  public static String pathOf(String url) {
    Matcher parts = URL.matcher(url);
    return parts.matches() && parts.group(4) != null ? parts.group(4) : "";
  }
}
