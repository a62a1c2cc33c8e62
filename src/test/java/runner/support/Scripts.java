package runner.support;

/**
 * Bodies of sh tasks that behave badly. Each ends by itself within 30 s, so that nothing is left
 * for long of a test that failed; those that wait say {@code ready} in the trace first.
 */
public final class Scripts {
  private static final String READY = "echo ready >> \"$TRACE\"\n";

  /** Waits, and does as a signal says. */
  public static final String WAITS = READY + "sleep 30\n";

  /** Ignores SIGTERM, and so does what it starts. */
  public static final String IGNORES_TERM = "trap '' TERM\n" + READY + "sleep 30\n";

  /** Waits beside a child in the background. */
  public static final String WAITS_WITH_CHILD = "sleep 30 &\n" + READY + "sleep 30\n";

  /** Waits beside a grandchild whose parent is gone. */
  public static final String DOUBLE_FORKS = "(sleep 30 &)\n" + READY + "sleep 30\n";

  /** Waits beside a child in a session of its own. */
  public static final String STARTS_SESSION = "setsid sleep 30 &\n" + READY + "sleep 30\n";

  /** Waits beside a daemon: other session, no parent, deaf to SIGTERM. */
  public static final String STARTS_DAEMON =
      "(trap '' TERM; setsid sleep 30 &)\n" + READY + "sleep 30\n";

  /** As {@link #STARTS_DAEMON}, and the daemon's environment is empty: only a cgroup knows it. */
  public static final String STARTS_BARE_DAEMON =
      "(trap '' TERM; setsid env -i sleep 30 &)\n" + READY + "sleep 30\n";

  /** Starts a child anew whenever it is killed. */
  public static final String RESPAWNS =
      "(trap '' TERM; i=0; while [ $i -lt 3000 ]; do sleep 30; i=$((i+1)); done) &\n"
          + READY
          + "wait\n";

  /** Starts children without a pause, also while it is being ended. */
  public static final String FORKS_ON =
      "trap '' TERM\n"
          + READY
          + "i=0; while [ $i -lt 20000 ]; do sleep .4 & i=$((i+1)); done; wait\n";

  /** Ends well at once and leaves a process that holds its output open. */
  public static final String LEAVES_OUTPUT_OPEN = "sleep 30 &\nexit 0\n";

  /** As {@link #LEAVES_OUTPUT_OPEN}, but ends when readers of its output are waiting already. */
  public static final String LEAVES_OUTPUT_OPEN_LATER = "sleep 30 &\nsleep .4\nexit 0\n";

  /** Waits for the time-out with one child in the foreground that holds its output open. */
  public static final String WAITS_IN_FOREGROUND_CHILD = READY + "sh -c 'sleep 30; true'\n";

  private Scripts() {}

  /** Returns a task that waits, and on SIGTERM ends with a code of its own. */
  public static String exitsOnTerm(int code) {
    return "trap 'exit " + code + "' TERM\n" + READY + "sleep 30 & wait\n";
  }

  /** Returns a task that ends with the code. */
  public static String exits(int code) {
    return "exit " + code + "\n";
  }

  /** Returns a task that a signal, such as {@code KILL}, ends. */
  public static String diesBy(String signal) {
    return "kill -s " + signal + " $$\n";
  }

  /** Returns a task that writes so many bytes to stdout and, at the same time, to stderr. */
  public static String floods(long bytes) {
    return "head -c %d /dev/zero & head -c %d /dev/zero >&2; wait\n".formatted(bytes, bytes);
  }
}
