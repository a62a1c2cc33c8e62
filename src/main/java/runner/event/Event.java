package runner.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runner.task.Exit;
import runner.task.TaskName;
import runner.task.Verdict;

/** Something that happened, or is about to. */
public sealed interface Event {

  /** Something doubtful that stops nothing. */
  record Warning(String text) implements Event {}

  /** A detail for whoever looks for the cause of something. */
  record Detail(String text) implements Event {}

  /**
   * An iteration begins.
   *
   * @param number from 1
   * @param run its id, unique on this host
   * @param tasks their names in the order of the plan
   */
  record IterationStarted(int number, String run, List<TaskName> tasks) implements Event {
    public IterationStarted {
      tasks = List.copyOf(tasks);
    }
  }

  /** A file of the task directory that is no task. */
  record FileIgnored(String file, String reason) implements Event {}

  /**
   * The longest an attempt may run.
   *
   * @param origin what set it, and where: {@code max_time 600 s of [runner] (runner.cfg:3)}
   */
  record Limit(Duration time, String origin) {}

  /**
   * A task is about to be started; its process does not exist yet.
   *
   * @param attempt which try of which task
   * @param limit the longest it may run
   * @param cookie what its processes can be found by
   * @param content a hash of the file, where a gate asks whether it changed
   */
  record TaskStarted(
      TaskAttempt attempt, Optional<Limit> limit, String cookie, Optional<String> content)
      implements Event {}

  /**
   * The process of an attempt exists now.
   *
   * @param ticks when it began, in clock ticks since boot
   */
  record TaskSpawned(TaskAttempt attempt, long pid, long ticks) implements Event {}

  /**
   * An attempt is over, its process and all it had to end is gone.
   *
   * @param allowed whether a failure is only a warning
   */
  record TaskFinished(TaskAttempt attempt, Exit exit, Verdict verdict, boolean allowed)
      implements Event {}

  /**
   * A gate kept a task from running; no hook runs for it.
   *
   * @param next when it next may run, where that can be told
   */
  record TaskSkipped(TaskName task, String reason, Optional<Instant> next) implements Event {}

  /**
   * A failure is followed by another try.
   *
   * @param task what failed
   * @param nextTry number of the pass to come
   */
  record RetryScheduled(TaskName task, int nextTry, Duration pause) implements Event {}

  /** The runner was told to stop while an attempt ran; all of it is gone, no hook is told. */
  record TaskInterrupted(TaskAttempt attempt, Exit exit) implements Event {}

  /** The user's hook was called for a task, before or after an attempt. */
  record HookFinished(TaskName task, Exit exit) implements Event {}

  /**
   * Another runner holds the state directory; it is waited for. Comes before any iteration.
   *
   * @param holder who that is, and since when, in words
   */
  record LockHeld(String holder) implements Event {}

  /** The state directory is ours now, after another runner's turn; comes before any iteration. */
  record LockAwaited(Duration took) implements Event {}

  /** There will be no further try. */
  record GaveUp(String reason) implements Event {}

  /** The halt task is about to run. */
  record HaltStarted(TaskName task, String reason) implements Event {}

  /** The halt task has ended; its code changes nothing. */
  record HaltFinished(TaskName task, Exit exit) implements Event {}

  /** An iteration is over. */
  record IterationFinished(int number, ChainOutcome outcome, Duration took) implements Event {}

  /**
   * A job is about to be started; it is in the host's journal already.
   *
   * @param limit the longest it may run
   */
  record JobStarted(JobAttempt job, Optional<Duration> limit) implements Event {}

  /**
   * A job is over, its process and all it had to end is gone.
   *
   * @param state the word for where it is now
   */
  record JobFinished(JobAttempt job, Exit exit, String state) implements Event {}

  /**
   * A job got to a state without being run just now.
   *
   * @param state the word for it
   * @param reason why, in a sentence
   */
  record JobSettled(String jid, String state, String reason) implements Event {}
}
