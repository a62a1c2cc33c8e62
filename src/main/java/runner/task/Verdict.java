package runner.task;

/** What an exit means to the chain. The names are those hooks are told. */
public enum Verdict {
  /** Go on with the next task. */
  OK,
  /** Make another pass, while one is left. */
  RETRY,
  /** Run the halt task and stop. */
  HALT,
  /** Stop without the halt task. */
  EXIT;

  /**
   * Reads an exit. Only a process that ended by itself can say HALT or EXIT: one that was ended at
   * its limit is retried whatever its code, since a trap for TERM may have said anything.
   */
  public static Verdict of(Exit exit, CodeLists codes) {
    if (exit.kind() != Exit.Kind.ENDED) {
      return RETRY;
    }
    if (codes.ok().contains(exit.code())) {
      return OK;
    }
    if (codes.halt().contains(exit.code())) {
      return HALT;
    }
    return codes.exit().contains(exit.code()) ? EXIT : RETRY;
  }
}
