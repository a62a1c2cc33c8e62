package runner.puppet;

import runner.support.Scenario;

/**
 * Scripts that stand for puppet where timing or wording matters. They say what the real one says,
 * and add a line to the trace for each call.
 */
final class StandIn {
  /** Whose lock it looks at. */
  static final String LOCK = "@DIR@/state/agent_catalog_run.lock";

  static final String BLOCKED =
      "Notice: Run of Puppet configuration client already in progress; skipping  ("
          + LOCK
          + " exists)";

  static final String DONE = "Notice: Applied catalog in 0.01 seconds";

  /** Takes the lock for granted while the file is there. */
  static final String LOOKS_AT_LOCK =
      "[ ! -e " + LOCK + " ] || { echo '" + BLOCKED + "'; exit 1; }\necho '" + DONE + "'\n";

  private static final String ASKED =
      """
      if [ "$1" = config ]; then
        echo "asked $3" >> "$TRACE"
        echo @DIR@/state/$(echo $3 | sed 's/file$//; s/_lock$/.lock/; s/runlock/run.lock/')
        exit
      fi
      """;

  private StandIn() {}

  /**
   * Prepares a case: configuration, the stand-in, the directory of the lock.
   *
   * @param settings lines of [puppet]
   * @param body what the stand-in does, after its line in the trace
   */
  static Scenario in(Scenario test, String settings, String body) {
    return test.cfg("[runner]\nkill_grace = 2\n[puppet]\ncommand = @DIR@/puppet\n" + settings)
        .directory("state")
        .script("puppet", ASKED + "echo \"puppet $*\" >> \"$TRACE\"\n" + body);
  }

  /** What a wait prints. */
  static String waiting(int seconds, int remaining) {
    return "Run already in progress, will retry in %d seconds, %d attempts remain...\n"
        .formatted(seconds, remaining);
  }
}
