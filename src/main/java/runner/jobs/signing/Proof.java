package runner.jobs.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a delivery carries as its signature: the signature of a {@link HostTree}'s root, and the way
 * from the host's own leaf to it.
 */
@SuppressWarnings("ArrayRecordComponent") // Two are never compared, and the bytes never change.
record Proof(int leaf, int leaves, byte[] signature, List<byte[]> path) {
  private static final int SIGNATURE = 64;
  private static final String PURPOSE = "runner job 1\n";
  private static final Pattern FORM =
      Pattern.compile("1:([0-9]{1,8}):([0-9]{1,8}):([A-Za-z0-9+/=]{1,4000})");

  /** What is signed: never the bytes of anything else that the same key might sign. */
  static byte[] message(byte[] root) {
    byte[] purpose = PURPOSE.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(purpose.length + root.length).put(purpose).put(root).array();
  }

  String text() {
    ByteBuffer all = ByteBuffer.allocate(SIGNATURE + path.size() * HostTree.HASH);
    all.put(signature);
    path.forEach(all::put);
    return "1:" + leaf + ":" + leaves + ":" + Base64.getEncoder().encodeToString(all.array());
  }

  /** Reads one; empty for whatever is none. */
  static Optional<Proof> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int leaf = Integer.parseInt(form.group(1));
    int leaves = Integer.parseInt(form.group(2));
    ByteBuffer all;
    try {
      all = ByteBuffer.wrap(Base64.getDecoder().decode(form.group(3)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (leaf >= leaves
        || all.remaining() != SIGNATURE + HostTree.length(leaf, leaves) * HostTree.HASH) {
      return Optional.empty();
    }
    byte[] signature = next(all, SIGNATURE);
    List<byte[]> path = new ArrayList<>();
    while (all.hasRemaining()) {
      path.add(next(all, HostTree.HASH));
    }
    return Optional.of(new Proof(leaf, leaves, signature, path));
  }

  byte[] root(byte[] job, String host) {
    return HostTree.root(job, host, leaf, leaves, path);
  }

  private static byte[] next(ByteBuffer all, int length) {
    byte[] part = new byte[length];
    all.get(part);
    return part;
  }
}
