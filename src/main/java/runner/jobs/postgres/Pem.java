package runner.jobs.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM. */
final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ((?:RSA )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END");

  /** Of PKCS #8 (RFC 5208) what stands before an RSA key of PKCS #1, but for the lengths. */
  private static final byte[] VERSION_AND_RSA = {
    2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };

  private static final byte SEQUENCE = 0x30;
  private static final byte OCTETS = 4;

  private Pem() {}

  /** All certificates of a file, the first one first. */
  static Certificate[] certificates(Path file) throws GeneralSecurityException, IOException {
    byte[] text = bytes(file);
    Certificate[] found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(text))
            .toArray(Certificate[]::new);
    if (found.length == 0) {
      throw new GeneralSecurityException(file + ": has no certificate in PEM");
    }
    return found;
  }

  /** A private key of PKCS #8, or of PKCS #1 as Puppet writes it. */
  static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
    Matcher key = KEY.matcher(new String(bytes(file), java.nio.charset.StandardCharsets.US_ASCII));
    if (!key.find()) {
      throw new GeneralSecurityException(
          file + ": has no plain private key; openssl pkcs8 -topk8 -nocrypt -in " + file);
    }
    byte[] encoded = Base64.getMimeDecoder().decode(key.group(2));
    byte[] whole = key.group(1).startsWith("RSA") ? wrapped(encoded) : encoded;
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(whole));
      } catch (InvalidKeySpecException e) {
        // It is of another algorithm; the encoding says which, and each factory knows its own.
      }
    }
    throw new GeneralSecurityException(file + ": is no key of RSA, EC or Ed25519");
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

  private static byte[] bytes(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": is not there", e);
    }
  }
}
