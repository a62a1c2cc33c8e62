package runner.jobs.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.postgresql.PGProperty;
import org.postgresql.ssl.WrappedFactory;

/**
 * How a connection proves who it is, and makes the server do so. The driver's own factory wants
 * keys in a form of its own; this one takes the PEM files that Puppet and openssl write. The server
 * must always have a certificate that ssl_ca, or Java's own list, vouches for.
 *
 * <p>Public because the driver makes it, by its name.
 */
public final class TlsFactory extends WrappedFactory {
  private static final char[] NO_PASSWORD = {};

  /** Called by the driver with what the connection was asked for. */
  public TlsFactory(Properties properties) throws GeneralSecurityException, IOException {
    Optional<Path> authority = file(properties, PGProperty.SSL_ROOT_CERT);
    Optional<Path> certificate = file(properties, PGProperty.SSL_CERT);
    Optional<Path> key = file(properties, PGProperty.SSL_KEY);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        certificate.isPresent() && key.isPresent() ? keys(certificate.get(), key.get()) : null,
        authority.isPresent() ? authorities(authority.get()) : null,
        null);
    factory = context.getSocketFactory();
  }

  private static Optional<Path> file(Properties properties, PGProperty name) {
    return Optional.ofNullable(name.getOrDefault(properties)).map(Path::of);
  }

  private static KeyManager[] keys(Path certificate, Path key)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry("host", Pem.key(key), NO_PASSWORD, Pem.certificates(certificate));
    KeyManagerFactory made = KeyManagerFactory.getInstance("PKIX");
    made.init(store, NO_PASSWORD);
    return made.getKeyManagers();
  }

  private static TrustManager[] authorities(Path file)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    int number = 0;
    for (var certificate : Pem.certificates(file)) {
      store.setCertificateEntry("authority" + number++, certificate);
    }
    TrustManagerFactory made = TrustManagerFactory.getInstance("PKIX");
    made.init(store);
    return made.getTrustManagers();
  }

  /** It never leaves the memory. One of the newer kind wraps keys in 10,000 rounds of a hash. */
  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, NO_PASSWORD);
    return store;
  }
}
