package runner.puppet;

/**
 * An outcome as the exit code of a task. Puppet's 2, "changes were applied", would halt the
 * machine; and a chain that was told to stop at 3 must not get that from Puppet by accident.
 *
 * @param code what the task exits with; never 2
 * @param words why, for people
 * @param good whether there is nothing to look into
 */
public record TaskCode(int code, String words, boolean good) {
  private static final int OK = 0;
  private static final int RETRY = 1;
  private static final int DISABLED = 3;

  /** EAGAIN, as the wrapper retrypuppet has always answered. */
  public static final int BLOCKED = 11;

  private static final int NO_PUPPET = 69;
  private static final int SIGNAL = 128;
  private static final int LAST_SIGNAL = SIGNAL + 64;

  /** Reads an outcome; {@link PuppetOutcome.Stopped} has no code of its own, only its signal's. */
  public static TaskCode of(PuppetOutcome outcome, PuppetSettings settings) {
    if (outcome instanceof PuppetOutcome.Ended ended) {
      return ended(ended, settings.acceptFailures());
    }
    if (outcome instanceof PuppetOutcome.Disabled disabled) {
      return disabled(disabled, settings.onDisabled());
    }
    if (outcome instanceof PuppetOutcome.Blocked blocked) {
      return bad(BLOCKED, "the lock was held at each of " + blocked.attempts() + " attempts");
    }
    return outcome instanceof PuppetOutcome.NotStarted
        ? bad(NO_PUPPET, "Puppet could not be started")
        : bad(RETRY, "stopped");
  }

  private static TaskCode ended(PuppetOutcome.Ended ended, boolean acceptFailures) {
    int code = ended.code();
    if (code > SIGNAL && code <= LAST_SIGNAL) {
      return bad(code, "Puppet was killed by signal " + (code - SIGNAL));
    }
    return switch (code) {
      case 0 ->
          ended.completion() == PuppetOutcome.Completion.CUT_SHORT
              ? bad(RETRY, "Puppet was ended in mid-run, though it says 0")
              : good("nothing to change");
      case 2 -> good("changes applied");
      case 4, 6 ->
          acceptFailures
              ? new TaskCode(OK, failures(code) + "; accept_failures = yes", false)
              : bad(RETRY, failures(code));
      case 126, 127 -> bad(NO_PUPPET, "Puppet could not be started");
      default -> bad(RETRY, "Puppet ended with " + code);
    };
  }

  private static String failures(int code) {
    return code == 4 ? "resources failed" : "changes applied, and resources failed";
  }

  private static TaskCode disabled(PuppetOutcome.Disabled disabled, PuppetSettings.OnDisabled on) {
    String words = "Puppet is disabled" + disabled.reason().map(r -> ": '" + r + "'").orElse("");
    int code =
        switch (on) {
          case EXIT -> DISABLED;
          case SKIP -> OK;
          case RETRY -> RETRY;
        };
    return bad(code, words + "; to go on: puppet agent --enable");
  }

  private static TaskCode good(String words) {
    return new TaskCode(OK, words, true);
  }

  private static TaskCode bad(int code, String words) {
    return new TaskCode(code, words, false);
  }
}
