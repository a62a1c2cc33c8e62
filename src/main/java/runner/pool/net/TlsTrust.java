package runner.pool.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * Who may vouch for a server's name: the JDK's authorities, those of the system, which a JDK need
 * not know, and a private one.
 */
final class TlsTrust {
  private static final Path SYSTEM = Path.of("/etc/ssl/certs/ca-certificates.crt");

  private TlsTrust() {}

  /**
   * Reads the authorities.
   *
   * @param own a file of certificates, or their PEM text
   * @throws RunnerException 78 where that cannot be read
   */
  static SSLContext of(Optional<String> own) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate one : manager(null).getAcceptedIssuers()) {
        store.setCertificateEntry("java " + store.size(), one);
      }
      if (Files.isReadable(SYSTEM)) {
        add(store, Files.readAllBytes(SYSTEM));
      }
      if (own.isPresent()) {
        addOwn(store, own.get());
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager(store)}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new RunnerException(ExitCode.CONFIG, "ca_cert", "no TLS: " + e.getMessage(), "");
    }
  }

  private static void addOwn(KeyStore store, String own) {
    try {
      byte[] pem =
          own.contains("-----BEGIN")
              ? own.getBytes(StandardCharsets.UTF_8)
              : Files.readAllBytes(Path.of(own));
      if (add(store, pem) == 0) {
        throw new IOException("no certificate in it");
      }
    } catch (GeneralSecurityException | IOException e) {
      String shown = own.contains("-----BEGIN") ? "the text" : "'" + own + "'";
      throw new RunnerException(
          ExitCode.CONFIG,
          "ca_cert",
          shown + " cannot be read as certificates: " + e.getMessage(),
          "name a PEM file");
    }
  }

  private static int add(KeyStore store, byte[] pem) throws GeneralSecurityException, IOException {
    int added = 0;
    try (InputStream in = new ByteArrayInputStream(pem)) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("pem " + store.size(), one);
        added++;
      }
    }
    return added;
  }

  private static X509TrustManager manager(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("this Java trusts no X.509 certificates");
  }
}
