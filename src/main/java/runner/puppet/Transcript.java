package runner.puppet;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the lines of one attempt told, whichever stream they came by. Bounded, however many. */
final class Transcript {
  private final Consumer<String> onLocked;
  private final Set<Sign> signs = EnumSet.noneOf(Sign.class);
  private Optional<String> reason = Optional.empty();
  private Sign last = Sign.NOISE;

  /**
   * A transcript.
   *
   * @param onLocked called with the path of the lock as soon as a line names it
   */
  Transcript(Consumer<String> onLocked) {
    this.onLocked = onLocked;
  }

  /** Takes one line. Once the lock is ours, no line speaks of it, whatever words it may hold. */
  void line(String text) {
    String plain = PlainText.of(text);
    Sign sign = Sign.of(plain);
    last = sign;
    boolean late = passed() && (sign == Sign.LOCKED || sign == Sign.SSL_LOCKED);
    if (late || (passed() && sign == Sign.DISABLED)) {
      sign = Sign.OTHER;
    }
    signs.add(sign);
    if (sign == Sign.DISABLED) {
      reason = sign.detail(plain);
    } else if (sign == Sign.LOCKED) {
      sign.detail(plain).ifPresent(onLocked);
    }
  }

  boolean has(Sign sign) {
    return signs.contains(sign);
  }

  /** Whether a line proved that this run got the lock. */
  boolean passed() {
    return has(Sign.STARTED) || has(Sign.APPLIED);
  }

  /** Whether Puppet said, last of all, that it sleeps. */
  boolean sleeps() {
    return last == Sign.SLEEPS;
  }

  /** Why the agent is disabled, as its administrator put it; where Puppet told. */
  Optional<String> reason() {
    return reason;
  }

  /** Whether no line tells why Puppet ended: it was told to be quiet, or to write elsewhere. */
  boolean silent() {
    return signs.stream()
        .allMatch(sign -> sign == Sign.NOISE || sign == Sign.PREPARES || sign == Sign.SLEEPS);
  }
}
