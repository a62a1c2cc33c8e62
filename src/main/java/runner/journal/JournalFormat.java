package runner.journal;

/** What the writer of a run's journal and its readers agree on: the types of records, and a key. */
final class JournalFormat {
  /** The version of every file that is kept here; files of another version are not read. */
  static final long SCHEMA = 1;

  /** The key of the time since the run began; records of old versions lack it. */
  static final String SINCE = "since_ms";

  static final String RUN_STARTED = "run-started";
  static final String TASK_STARTED = "task-started";
  static final String TASK_SPAWNED = "task-spawned";
  static final String TASK_FINISHED = "task-finished";
  static final String TASK_SKIPPED = "task-skipped";
  static final String HOOK = "hook";
  static final String RETRY = "retry";
  static final String GAVE_UP = "gave-up";
  static final String HALT_STARTED = "halt-started";
  static final String HALT_FINISHED = "halt-finished";
  static final String RUN_FINISHED = "run-finished";
  static final String REFUSED = "refused";

  private JournalFormat() {}
}
