package runner.jobs.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Certificates and private keys in PEM. */
final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ((?:RSA )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END");

  /** The kinds of keys, and what each signs with. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "Ed25519", "Ed25519");

  /** Of PKCS #8 (RFC 5208) what stands before an RSA key of PKCS #1, but for the lengths. */
  private static final byte[] VERSION_AND_RSA = {
    2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };

  private static final byte SEQUENCE = 0x30;
  private static final byte OCTETS = 4;

  private Pem() {}

  /**
   * All certificates of a file, the first one first.
   *
   * @throws RunnerException 69 where it cannot be read, 78 where it has none
   */
  static Certificate[] certificates(Path file) {
    byte[] text = bytes(file);
    try {
      Certificate[] found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(text))
              .toArray(Certificate[]::new);
      if (found.length > 0) {
        return found;
      }
    } catch (CertificateException e) {
      // It has none either.
    }
    throw wrong(file, "has no certificate in PEM", "[jobs] ssl_cert and ssl_ca name such files");
  }

  /**
   * A private key of PKCS #8, or of PKCS #1 as Puppet writes it.
   *
   * @throws RunnerException 69 where it cannot be read, 78 where it has none
   */
  static PrivateKey key(Path file) {
    Matcher key = KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
    if (!key.find()) {
      throw noKey(file);
    }
    byte[] encoded = decoded(key.group(2)).orElseThrow(() -> noKey(file));
    byte[] whole = key.group(1).startsWith("RSA") ? wrapped(encoded) : encoded;
    for (String algorithm : SIGNATURES.keySet()) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(whole));
      } catch (GeneralSecurityException e) {
        // It is of another algorithm; the encoding says which, and each factory knows its own.
      }
    }
    throw wrong(file, "is no key of RSA, EC or Ed25519", "see ssl_key in [jobs]");
  }

  /**
   * Makes sure that a key is that of a certificate; a server only says that it wants another one.
   *
   * @throws RunnerException 78 where it is not
   */
  static void mustMatch(Path key, Path certificate) {
    PrivateKey secret = key(key);
    PublicKey open = certificates(certificate)[0].getPublicKey();
    String algorithm = secret.getAlgorithm().replace("EdDSA", "Ed25519");
    try {
      Signature probe = Signature.getInstance(SIGNATURES.get(algorithm));
      probe.initSign(secret);
      byte[] signed = probe.sign();
      probe.initVerify(open);
      if (probe.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      // Keys of two kinds are no pair.
    }
    throw wrong(key, "is not the key of " + certificate, "see ssl_cert and ssl_key in [jobs]");
  }

  private static byte[] wrapped(byte[] rsa) {
    byte[] octets = tagged(OCTETS, rsa);
    byte[] body =
        ByteBuffer.allocate(VERSION_AND_RSA.length + octets.length)
            .put(VERSION_AND_RSA)
            .put(octets)
            .array();
    return tagged(SEQUENCE, body);
  }

  /**
   * Lengths of two bytes in their long form, which DER wants from 256 on: any RSA key is longer.
   */
  private static byte[] tagged(byte tag, byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .put(tag)
        .put((byte) 0x82)
        .putShort((short) content.length)
        .put(content)
        .array();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      String fact = e instanceof NoSuchFileException ? "is not there" : "cannot be read";
      throw new RunnerException(
          ExitCode.UNAVAILABLE, file.toString(), fact, "see ssl_cert, ssl_key, ssl_ca in [jobs]");
    }
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static RunnerException noKey(Path file) {
    String fix = "openssl pkcs8 -topk8 -nocrypt -in " + file + ", into a file of mode 600";
    return wrong(file, "has no plain private key", fix);
  }

  private static RunnerException wrong(Path file, String fact, String fix) {
    return new RunnerException(ExitCode.CONFIG, file.toString(), fact, fix);
  }
}
