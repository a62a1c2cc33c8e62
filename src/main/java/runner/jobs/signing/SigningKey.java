package runner.jobs.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import runner.jobs.Job;
import runner.jobs.Store;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** The private key of somebody who submits jobs. */
public final class SigningKey {
  /** How many hosts share a signature. To sign takes a millisecond; each host gets all hashes. */
  private static final int TOGETHER = 64;

  private static final Set<PosixFilePermission> ITS_OWNERS =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final KeyName name;
  private final PrivateKey key;

  private SigningKey(KeyName name, PrivateKey key) {
    this.name = name;
    this.key = key;
  }

  /** A new key, as the texts of its two files. */
  public record Texts(String privateText, String publicText) {
    public static Texts generated() {
      KeyPair pair = KeyText.generate();
      return new Texts(KeyText.of(pair.getPrivate()), KeyText.of(pair.getPublic()));
    }

    /** Not even by mistake. */
    @Override
    public String toString() {
      return publicText;
    }
  }

  /**
   * Reads {@code NAME.key}.
   *
   * @throws RunnerException 66 where it cannot be read, 77 where others can, 78 where it is no key
   */
  public static SigningKey read(Path file) {
    KeyName name =
        KeyName.of(file).orElseThrow(() -> wrong(file, "is not called NAME.key", "e.g. anna.key"));
    try {
      if (!ITS_OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
        throw new RunnerException(
            ExitCode.UNSAFE, file.toString(), "others may use this key", "chmod 600 " + file);
      }
      return new SigningKey(name, KeyText.privateKey(Files.readString(file)));
    } catch (IOException e) {
      throw new RunnerException(
          ExitCode.NO_INPUT, file.toString(), "cannot be read", "runner jobs keygen " + name);
    } catch (GeneralSecurityException e) {
      throw wrong(file, "is no Ed25519 key in PEM", "runner jobs keygen " + name);
    }
  }

  /** What hosts know it by. */
  public KeyName name() {
    return name;
  }

  /** Signs a job for these hosts; a group of hosts shares a signature. */
  public List<Store.Address> sign(Job job, List<String> hosts) {
    byte[] text = job.encode();
    List<Store.Address> all = new ArrayList<>(hosts.size());
    for (int from = 0; from < hosts.size(); from += TOGETHER) {
      all.addAll(signOnce(text, hosts.subList(from, Math.min(from + TOGETHER, hosts.size()))));
    }
    return all;
  }

  private List<Store.Address> signOnce(byte[] job, List<String> hosts) {
    byte[] hashes = GroupSignature.hashes(job, hosts);
    String proof = new GroupSignature(signed(GroupSignature.message(hashes)), hashes).text();
    return hosts.stream().map(host -> new Store.Address(host, proof)).toList();
  }

  private byte[] signed(byte[] message) {
    try {
      Signature signature = Signature.getInstance(KeyText.ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RunnerException wrong(Path file, String fact, String fix) {
    return new RunnerException(ExitCode.CONFIG, file.toString(), fact, fix);
  }
}
