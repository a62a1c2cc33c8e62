package runner.pool.claim;

/**
 * A lock of a pool.
 *
 * @param pool the folder of the pool in the repository; may lie deeper: {@code x/a}
 * @param lock the name of its file
 */
public record LockId(String pool, String lock) {
  /** Reads {@code POOL/LOCK}; the pool may have slashes, a lock has none. */
  public static LockId parse(String text) {
    int slash = text.lastIndexOf('/');
    return new LockId(PoolLimits.name(text.substring(0, Math.max(0, slash)), text), lock(text));
  }

  private static String lock(String text) {
    String lock = text.substring(text.lastIndexOf('/') + 1);
    if (lock.isEmpty() || lock.startsWith(".")) {
      throw PoolLimits.usage(text, "names no lock", "write POOL/LOCK, e.g. testers/env-3");
    }
    return lock;
  }

  public String claimedPath() {
    return pool + "/claimed/" + lock;
  }

  String unclaimedPath() {
    return pool + "/unclaimed/" + lock;
  }

  @Override
  public String toString() {
    return pool + "/" + lock;
  }
}
