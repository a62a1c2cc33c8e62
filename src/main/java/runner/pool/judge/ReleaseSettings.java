package runner.pool.judge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import runner.pool.claim.LockId;

/**
 * What the user allows to be released.
 *
 * @param onUnknownTimeout whether an owner nobody could judge counts as gone
 * @param releaseOn the ends of a build that free its locks
 * @param grace how long after its end a build's locks stay
 * @param maxReleases above it nothing is released at all; no bound where absent
 * @param keepLocks patterns of locks that are never released
 * @param holdMarker text in a lock's file or claim that keeps it
 */
public record ReleaseSettings(
    boolean onUnknownTimeout,
    Set<String> releaseOn,
    Duration grace,
    Optional<Integer> maxReleases,
    List<String> keepLocks,
    Optional<String> holdMarker) {
  public ReleaseSettings {
    releaseOn = Set.copyOf(releaseOn);
    keepLocks = List.copyOf(keepLocks);
  }

  /** Whether so many locks may be released at a time. */
  public boolean allows(int releases) {
    return releases <= maxReleases.orElse(releases);
  }

  /** Whether a pattern names the lock, as LOCK or POOL/LOCK; {@code *} and {@code ?} as usual. */
  boolean keeps(LockId id) {
    return keepLocks.stream()
        .map(ReleaseSettings::pattern)
        .anyMatch(p -> p.matcher(id.lock()).matches() || p.matcher(id.toString()).matches());
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    glob.codePoints()
        .forEach(
            c ->
                regex.append(
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    }));
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
