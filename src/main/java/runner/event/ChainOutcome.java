package runner.event;

/** How an iteration ended. */
public enum ChainOutcome {
  /** Every task was done or skipped. */
  SUCCEEDED,
  /** A task asked for the halt task. */
  HALTED,
  /** A task asked for the end without the halt task. */
  EXITED,
  /** A task failed in the last pass that there may be, or the time was up. */
  FAILED,
  /** A signal ended it. */
  INTERRUPTED
}
