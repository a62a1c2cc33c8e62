package runner.process;

/** What can be said of a process by looking at this machine. */
public enum Presence {
  /** It is there and has not ended. */
  RUNS,
  /** No process has its pid, or another one has, or it has ended. */
  GONE,
  /** A process has its pid, but it cannot be read whether that is the one. */
  UNREADABLE,
  /** No process is shown, not even pid 1, so its absence proves nothing. */
  HIDDEN;

  /** Whether it is not known to be gone. */
  public boolean mayLive() {
    return this != GONE;
  }
}
