package runner.jobs.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;
import runner.jobs.AdmissionCheck;
import runner.jobs.Delivery;
import runner.trust.PathInspection;

/**
 * The public keys of those whose jobs a host runs, one file {@code NAME.pub} each. Whoever can
 * write into the database, but not into this directory, gets nothing run.
 */
public final class TrustedKeys implements AdmissionCheck {
  private final Path dir;
  private final String self;
  private final PathInspection inspection;

  /**
   * The keys of this host.
   *
   * @param self what it is called: not what a delivery says
   */
  public TrustedKeys(Path dir, String self, PathInspection inspection) {
    this.dir = dir;
    this.self = self;
    this.inspection = inspection;
  }

  @Override
  public Optional<String> refusal(Delivery delivery) {
    Optional<String> keyId = delivery.job().origin().keyId();
    if (keyId.isEmpty() || delivery.signature().isEmpty()) {
      return Optional.of("it is not signed");
    }
    Optional<KeyName> name = keyId.flatMap(KeyName::parse);
    if (name.isEmpty()) {
      return Optional.of("'" + keyId.get() + "' is no name of a key");
    }
    Path file = name.get().publicIn(dir);
    if (!Files.isRegularFile(file)) {
      return Optional.of("this host does not trust the key '" + name.get() + "'");
    }
    if (!inspection.look("trusted key", file) && inspection.byRoot()) {
      return Optional.of("others may write " + file);
    }
    Optional<PublicKey> key = key(file);
    if (key.isEmpty()) {
      return Optional.of(file + " is no Ed25519 key in PEM, so nothing is signed with it");
    }
    return isSigned(delivery, key.get())
        ? Optional.empty()
        : Optional.of("the key '" + name.get() + "' did not sign this job for " + self);
  }

  private static Optional<PublicKey> key(Path file) {
    try {
      return Optional.of(KeyText.publicKey(Files.readString(file)));
    } catch (IOException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private boolean isSigned(Delivery delivery, PublicKey key) {
    Optional<GroupSignature> proof = GroupSignature.parse(delivery.signature());
    if (proof.isEmpty() || !proof.get().names(delivery.job().encode(), self)) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(KeyText.ALGORITHM);
      signature.initVerify(key);
      signature.update(GroupSignature.message(proof.get().hashes()));
      return signature.verify(proof.get().signature());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
