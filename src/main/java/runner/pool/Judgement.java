package runner.pool;

/**
 * What is to be done with a claimed lock.
 *
 * @param because the kind of reason, for machines
 * @param words the reason, for people
 */
record Judgement(Decision decision, Because because, String words) {
  /** What is to be done. */
  enum Decision {
    KEEP,
    RELEASE,
    /** Kept, and the command fails: nobody could say whether the owner lives. */
    UNKNOWN
  }

  /** The kind of reason. */
  enum Because {
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

  static Judgement keep(Because because, String words) {
    return new Judgement(Decision.KEEP, because, words);
  }

  static Judgement release(Because because, String words) {
    return new Judgement(Decision.RELEASE, because, words);
  }

  static Judgement unknown(String words) {
    return new Judgement(Decision.UNKNOWN, Because.UNKNOWN, words);
  }

  boolean releases() {
    return decision == Decision.RELEASE;
  }
}
