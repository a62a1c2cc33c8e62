package runner.jobs.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ed25519 keys as PEM, the form {@code openssl genpkey -algorithm ed25519} writes too. */
final class KeyText {
  static final String ALGORITHM = "Ed25519";
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";

  private KeyText() {}

  static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String of(PrivateKey key) {
    return pem(PRIVATE, key.getEncoded());
  }

  static String of(PublicKey key) {
    return pem(PUBLIC, key.getEncoded());
  }

  static PrivateKey privateKey(String text) throws GeneralSecurityException {
    return factory().generatePrivate(new PKCS8EncodedKeySpec(bytes(PRIVATE, text)));
  }

  static PublicKey publicKey(String text) throws GeneralSecurityException {
    return factory().generatePublic(new X509EncodedKeySpec(bytes(PUBLIC, text)));
  }

  private static KeyFactory factory() throws NoSuchAlgorithmException {
    return KeyFactory.getInstance(ALGORITHM);
  }

  private static String pem(String label, byte[] encoded) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(encoded);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
  }

  private static byte[] bytes(String label, String text) throws GeneralSecurityException {
    Matcher found =
        Pattern.compile("-----BEGIN %s-----([A-Za-z0-9+/=\\s]+)-----END".formatted(label))
            .matcher(text);
    if (!found.find()) {
      throw new GeneralSecurityException("no " + label);
    }
    try {
      return Base64.getMimeDecoder().decode(found.group(1));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("no base64", e);
    }
  }
}
