package runner.pool.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name, in either case, as curl reads them.
 */
final class Proxies extends ProxySelector {
  private final Map<String, String> environment;

  private Proxies(Map<String, String> environment) {
    this.environment = environment;
  }

  static ProxySelector of(Map<String, String> environment) {
    return new Proxies(environment);
  }

  @Override
  public List<Proxy> select(URI uri) {
    Optional<String> proxy =
        bypassed(uri.getHost()) ? Optional.empty() : variable(uri.getScheme() + "_proxy");
    return List.of(proxy.flatMap(Proxies::address).orElse(Proxy.NO_PROXY));
  }

  private static Optional<Proxy> address(String text) {
    URI uri = URI.create(text.contains("://") ? text : "http://" + text);
    return Optional.ofNullable(uri.getHost())
        .map(
            host ->
                new Proxy(
                    Proxy.Type.HTTP,
                    InetSocketAddress.createUnresolved(
                        host, uri.getPort() < 0 ? 80 : uri.getPort())));
  }

  private boolean bypassed(String host) {
    for (String item : variable("no_proxy").orElse("").split(",", -1)) {
      String name = item.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
      boolean inside = host.equalsIgnoreCase(name);
      if (name.equals("*") || inside || (!name.isEmpty() && lower(host).endsWith("." + name))) {
        return true;
      }
    }
    return false;
  }

  private static String lower(String host) {
    return host.toLowerCase(Locale.ROOT);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException fault) {
    // The request fails of itself.
  }
}
