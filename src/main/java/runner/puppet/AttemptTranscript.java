package runner.puppet;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the lines of one attempt said, from both streams. Its size is bounded. */
final class AttemptTranscript {
  private final Consumer<String> onLocked;
  private final Set<AgentMessage> signs = EnumSet.noneOf(AgentMessage.class);
  private Optional<String> reason = Optional.empty();
  private AgentMessage last = AgentMessage.NOISE;

  /**
   * A transcript.
   *
   * @param onLocked called with the path of the lock as soon as a line names it
   */
  AttemptTranscript(Consumer<String> onLocked) {
    this.onLocked = onLocked;
  }

  /** Takes one line. Once the lock is ours, no line speaks of it, whatever words it may hold. */
  void line(String text) {
    String plain = UncolouredText.of(text);
    AgentMessage sign = AgentMessage.of(plain);
    last = sign;
    boolean late = passed() && (sign == AgentMessage.LOCKED || sign == AgentMessage.SSL_LOCKED);
    if (late || (passed() && sign == AgentMessage.DISABLED)) {
      sign = AgentMessage.OTHER;
    }
    signs.add(sign);
    if (sign == AgentMessage.DISABLED) {
      reason = sign.detail(plain);
    } else if (sign == AgentMessage.LOCKED) {
      sign.detail(plain).ifPresent(onLocked);
    }
  }

  boolean has(AgentMessage sign) {
    return signs.contains(sign);
  }

  /** Whether a line proved that this run got the lock. */
  boolean passed() {
    return has(AgentMessage.STARTED) || has(AgentMessage.APPLIED);
  }

  /** Whether Puppet said, last of all, that it sleeps. */
  boolean sleeps() {
    return last == AgentMessage.SLEEPS;
  }

  /** Why the agent is disabled, as its administrator put it; where Puppet told. */
  Optional<String> reason() {
    return reason;
  }

  /** Whether no line tells why Puppet ended: it was told to be quiet, or to write elsewhere. */
  boolean silent() {
    return signs.stream()
        .allMatch(
            sign ->
                sign == AgentMessage.NOISE
                    || sign == AgentMessage.PREPARES
                    || sign == AgentMessage.SLEEPS);
  }
}
