package runner.jobs.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * A hash over one job and many hosts, of which each host can be shown its own part: a tree of
 * SHA-256 as in RFC 6962, whose leaves are the hosts. So one signature does for many hosts, and not
 * one of them can be given a job that is for others.
 */
final class HostTree {
  static final int HASH = 32;

  /** From the leaves to the root. */
  private final List<List<byte[]>> levels = new ArrayList<>();

  HostTree(byte[] job, List<String> hosts) {
    List<byte[]> level = hosts.stream().map(host -> leaf(job, host)).toList();
    levels.add(level);
    while (level.size() > 1) {
      level = above(level);
      levels.add(level);
    }
  }

  byte[] root() {
    return levels.get(levels.size() - 1).get(0);
  }

  /** The hashes that lead from a leaf to the root. */
  List<byte[]> path(int leaf) {
    List<byte[]> path = new ArrayList<>();
    int at = leaf;
    for (List<byte[]> level : levels) {
      int beside = at ^ 1;
      if (beside < level.size()) {
        path.add(level.get(beside));
      }
      at /= 2;
    }
    return path;
  }

  /** The root that such a path leads to. */
  static byte[] root(byte[] job, String host, int leaf, int leaves, List<byte[]> path) {
    byte[] hash = leaf(job, host);
    int next = 0;
    int at = leaf;
    for (int width = leaves; width > 1; width = (width + 1) / 2) {
      if ((at ^ 1) < width) {
        byte[] beside = path.get(next++);
        hash = at % 2 == 0 ? node(hash, beside) : node(beside, hash);
      }
      at /= 2;
    }
    return hash;
  }

  /** How many hashes the path of a leaf has. */
  static int length(int leaf, int leaves) {
    int length = 0;
    int at = leaf;
    for (int width = leaves; width > 1; width = (width + 1) / 2) {
      length += (at ^ 1) < width ? 1 : 0;
      at /= 2;
    }
    return length;
  }

  private static List<byte[]> above(List<byte[]> level) {
    List<byte[]> above = new ArrayList<>();
    for (int i = 0; i < level.size(); i += 2) {
      above.add(i + 1 < level.size() ? node(level.get(i), level.get(i + 1)) : level.get(i));
    }
    return above;
  }

  private static byte[] leaf(byte[] job, String host) {
    MessageDigest digest = sha256();
    digest.update((byte) 0);
    digest.update(sha256().digest(job));
    return digest.digest(host.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] node(byte[] left, byte[] right) {
    MessageDigest digest = sha256();
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
