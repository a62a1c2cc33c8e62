package runner.jobs.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a delivery carries as its signature: one signature for several hosts, and what it is over, a
 * SHA-256 for each of them of the job and the host's name. So none of them can be given a job that
 * is for others.
 */
@SuppressWarnings("ArrayRecordComponent") // Two are never compared, and the bytes never change.
record GroupSignature(byte[] signature, byte[] hashes) {
  private static final int SIGNATURE = 64;
  private static final int HASH = 32;
  private static final String PURPOSE = "runner job 1\n";
  private static final Pattern FORM = Pattern.compile("1:([A-Za-z0-9+/=]{1,10000})");

  /** For each host SHA-256(SHA-256(job) || host), 32 bytes, one after the other. */
  static byte[] hashes(byte[] job, List<String> hosts) {
    MessageDigest digest = sha256();
    byte[] whole = digest.digest(job);
    ByteBuffer all = ByteBuffer.allocate(hosts.size() * HASH);
    for (String host : hosts) {
      digest.update(whole);
      all.put(digest.digest(host.getBytes(StandardCharsets.UTF_8)));
    }
    return all.array();
  }

  /** What is signed: never the bytes of anything else that the same key might sign. */
  static byte[] message(byte[] hashes) {
    return together(PURPOSE.getBytes(StandardCharsets.UTF_8), hashes);
  }

  String text() {
    return "1:" + Base64.getEncoder().encodeToString(together(signature, hashes));
  }

  /** Reads one; empty for whatever is none. */
  static Optional<GroupSignature> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    byte[] all;
    try {
      all = Base64.getDecoder().decode(form.group(1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (all.length <= SIGNATURE || (all.length - SIGNATURE) % HASH != 0) {
      return Optional.empty();
    }
    GroupSignature proof =
        new GroupSignature(
            Arrays.copyOf(all, SIGNATURE), Arrays.copyOfRange(all, SIGNATURE, all.length));
    // Base64 may be written in more than one way.
    return Optional.of(proof).filter(one -> one.text().equals(text));
  }

  /** Whether it speaks of a job for a host at all. */
  boolean names(byte[] job, String host) {
    byte[] own = hashes(job, List.of(host));
    for (int at = 0; at < hashes.length; at += HASH) {
      if (Arrays.equals(own, 0, HASH, hashes, at, at + HASH)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] together(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
