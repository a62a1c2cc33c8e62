package runner.puppet;

import java.util.Optional;

/** How a call of Puppet came out, all its attempts together. */
public sealed interface PuppetOutcome {

  /** How far a run came. */
  enum Completion {
    APPLIED,
    CUT_SHORT,
    /** It did not say; perhaps it writes elsewhere, or it was no run of an agent. */
    UNKNOWN
  }

  /**
   * Puppet ran, well or not.
   *
   * @param code its exit code; 128+n where signal n ended it
   * @param completion how far it came: Puppet says 0 also when a signal cut it short
   */
  record Ended(int code, Completion completion) implements PuppetOutcome {}

  /**
   * Puppet was disabled and did nothing.
   *
   * @param code its exit code, always 1
   * @param reason its administrator's words, where there are any
   * @param told whether Puppet itself said so
   */
  record Disabled(int code, Optional<String> reason, boolean told) implements PuppetOutcome {}

  /**
   * The lock was held at each attempt.
   *
   * @param attempts how many there were
   */
  record Blocked(int attempts) implements PuppetOutcome {}

  /** We were told to stop; Puppet was ended, if it ran. */
  record Stopped() implements PuppetOutcome {}

  /**
   * Puppet could not be started.
   *
   * @param program what was to be started
   * @param fact why it could not
   * @param fix what to do about it; may be empty
   */
  record NotStarted(String program, String fact, String fix) implements PuppetOutcome {}
}
