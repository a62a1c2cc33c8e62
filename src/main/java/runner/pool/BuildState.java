package runner.pool;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What Concourse says of a build.
 *
 * @param status Concourse's word: {@code started}, {@code failed}; empty where it gave none
 * @param started when it began, by Concourse's clock
 * @param ended when it ended
 * @param why what led to this, for people
 */
record BuildState(
    Kind kind, String status, Optional<Instant> started, Optional<Instant> ended, String why) {
  /** Concourse's words for the ends of a build. */
  static final Set<String> ENDS = Set.of("succeeded", "failed", "errored", "aborted");

  /** What it comes to. */
  enum Kind {
    ALIVE,
    ENDED,
    GONE,
    UNKNOWN
  }

  static BuildState gone(String why) {
    return new BuildState(Kind.GONE, "", Optional.empty(), Optional.empty(), why);
  }

  static BuildState unknown(String why) {
    return new BuildState(Kind.UNKNOWN, "", Optional.empty(), Optional.empty(), why);
  }
}
