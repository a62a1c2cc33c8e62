package runner.puppet;

import runner.task.Exit;

/** What the end of one attempt means. */
enum Reading {
  /** Puppet did what it did; its exit code says the rest. */
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
  static Reading of(Exit exit, Transcript said) {
    if (exit.kind() != Exit.Kind.ENDED || exit.code() != 1) {
      return ENDED;
    }
    if (said.has(Sign.DISABLED)) {
      return DISABLED;
    }
    if (said.has(Sign.LOCKED) || said.has(Sign.SSL_LOCKED)) {
      return LOCKED;
    }
    return said.silent() ? SILENT : ENDED;
  }
}
