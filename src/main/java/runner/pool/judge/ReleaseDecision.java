package runner.pool.judge;

/**
 * What to do with a claimed lock.
 *
 * @param because the kind of reason, for machines
 * @param words the reason, for people
 */
public record ReleaseDecision(Decision decision, Because because, String words) {
  /** What to do. */
  public enum Decision {
    KEEP,
    RELEASE,
    /** Kept, and the command fails: nobody could say whether the owner lives. */
    UNKNOWN
  }

  /** The kind of reason. */
  public enum Because {
    ALIVE,
    ENDED,
    GONE,
    NO_OWNER,
    NO_CONCOURSE,
    UNKNOWN,
    FRESH,
    FUTURE,
    HELD,
    ADDED,
    GRACE,
    STATUS_KEPT,
    CHANGED,
    BY_HAND
  }

  public static ReleaseDecision keep(Because because, String words) {
    return new ReleaseDecision(Decision.KEEP, because, words);
  }

  public static ReleaseDecision release(Because because, String words) {
    return new ReleaseDecision(Decision.RELEASE, because, words);
  }

  static ReleaseDecision unknown(String words) {
    return new ReleaseDecision(Decision.UNKNOWN, Because.UNKNOWN, words);
  }

  public boolean releases() {
    return decision == Decision.RELEASE;
  }
}
