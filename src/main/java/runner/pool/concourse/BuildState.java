package runner.pool.concourse;

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
public record BuildState(
    Kind kind, String status, Optional<Instant> started, Optional<Instant> ended, String why) {
  /** Concourse's words for the ends of a build. */
  public static final Set<String> ENDS = Set.of("succeeded", "failed", "errored", "aborted");

  /** What it comes to. */
  public enum Kind {
    ALIVE,
    ENDED,
    GONE,
    UNKNOWN
  }

  public static BuildState gone(String why) {
    return new BuildState(Kind.GONE, "", Optional.empty(), Optional.empty(), why);
  }

  public static BuildState unknown(String why) {
    return new BuildState(Kind.UNKNOWN, "", Optional.empty(), Optional.empty(), why);
  }
}
