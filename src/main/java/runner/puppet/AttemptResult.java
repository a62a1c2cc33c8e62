package runner.puppet;

import runner.task.Exit;

/** What the end of one attempt means. */
enum AttemptResult {
  /** Puppet ran to its end; its exit code says how that went. */
  ENDED,
  LOCKED,
  DISABLED,
  /** It ended with 1 and gave no reason; lock files have to tell. */
  SILENT;

  /**
   * Reads an attempt. Puppet ends with 1 when it was blocked and with no other code, so that the
   * words of a resource, which may be any, never count elsewhere. Disabled beats locked, as in
   * Puppet itself.
   */
  static AttemptResult of(Exit exit, AttemptTranscript said) {
    if (exit.kind() != Exit.Kind.ENDED || exit.code() != 1) {
      return ENDED;
    }
    if (said.has(AgentMessage.DISABLED)) {
      return DISABLED;
    }
    if (said.has(AgentMessage.LOCKED) || said.has(AgentMessage.SSL_LOCKED)) {
      return LOCKED;
    }
    return said.silent() ? SILENT : ENDED;
  }
}
