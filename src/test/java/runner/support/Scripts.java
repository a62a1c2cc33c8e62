package runner.support;

/**
 * Bodies of sh tasks that behave badly. Each ends within 30 s, so that the processes of a failed
 * test do not stay for long. Those that wait first write {@code ready} to the trace.
 */
public final class Scripts {
  private static final String READY = "echo ready >> \"$TRACE\"\n";

  /** Waits; signals have their default action. */
  public static final String WAITS = READY + "sleep 30\n";

  /** Ignores SIGTERM, as do its children. */
  public static final String IGNORES_TERM = "trap '' TERM\n" + READY + "sleep 30\n";

  /** Waits while a child runs in the background. */
  public static final String WAITS_WITH_CHILD = "sleep 30 &\n" + READY + "sleep 30\n";

  /** Waits while a grandchild runs whose parent has ended. */
  public static final String DOUBLE_FORKS = "(sleep 30 &)\n" + READY + "sleep 30\n";

  /** Waits while a child runs in a session of its own. */
  public static final String STARTS_SESSION = "setsid sleep 30 &\n" + READY + "sleep 30\n";

  /** Waits while a daemon runs: in another session, without its parent, ignoring SIGTERM. */
  public static final String STARTS_DAEMON =
      "(trap '' TERM; setsid sleep 30 &)\n" + READY + "sleep 30\n";

  /** As {@link #STARTS_DAEMON}, with an empty environment: only a cgroup finds the daemon. */
  public static final String STARTS_BARE_DAEMON =
      "(trap '' TERM; setsid env -i sleep 30 &)\n" + READY + "sleep 30\n";

  /** Starts its child again whenever that is killed. */
  public static final String RESPAWNS =
      "(trap '' TERM; i=0; while [ $i -lt 3000 ]; do sleep 30; i=$((i+1)); done) &\n"
          + READY
          + "wait\n";

  /** Starts children without a pause, also while it is ended. */
  public static final String FORKS_ON =
      "trap '' TERM\n"
          + READY
          + "i=0; while [ $i -lt 20000 ]; do sleep .4 & i=$((i+1)); done; wait\n";

  /** Succeeds at once and leaves a process that keeps its output open. */
  public static final String LEAVES_OUTPUT_OPEN = "sleep 30 &\nexit 0\n";

  /** As {@link #LEAVES_OUTPUT_OPEN}, but ends when the readers of its output already wait. */
  public static final String LEAVES_OUTPUT_OPEN_LATER = "sleep 30 &\nsleep .4\nexit 0\n";

  /** Waits for the timeout while a child in the foreground keeps its output open. */
  public static final String WAITS_IN_FOREGROUND_CHILD = READY + "sh -c 'sleep 30; true'\n";

  private Scripts() {}

  /** Returns a task that waits, and exits with the code on SIGTERM. */
  public static String exitsOnTerm(int code) {
    return "trap 'exit " + code + "' TERM\n" + READY + "sleep 30 & wait\n";
  }

  /** Returns a task that exits with the code. */
  public static String exits(int code) {
    return "exit " + code + "\n";
  }

  /** Returns a task that is ended by a signal, such as {@code KILL}. */
  public static String diesBy(String signal) {
    return "kill -s " + signal + " $$\n";
  }

  /** Returns a task that writes this many bytes to stdout and at the same time to stderr. */
  public static String floods(long bytes) {
    return "head -c %d /dev/zero & head -c %d /dev/zero >&2; wait\n".formatted(bytes, bytes);
  }
}
