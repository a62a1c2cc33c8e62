package runner.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runner.process.ProcessId;
import runner.task.Exit;
import runner.task.TaskName;
import runner.task.Verdict;

/**
 * Something that happened, or is about to. Each belongs to one of four groups, by what it is about:
 * nothing more than a message, the run as a whole, a task, or a job.
 */
public sealed interface Event {

  /** A message; nothing begins or ends with it. */
  sealed interface Notice extends Event {}

  /** A step of the run as a whole, from the wait for the lock to the end of an iteration. */
  sealed interface RunEvent extends Event {}

  /** A step of one task: an attempt, a hook, a skip, or the wait before the next pass. */
  sealed interface TaskEvent extends Event {}

  /** A step of one job. */
  sealed interface JobEvent extends Event {}

  /** Something doubtful that stops nothing. */
  record Warning(String text) implements Notice {}

  /** A detail for whoever looks for the cause of something. */
  record Detail(String text) implements Notice {}

  /** A file of the task directory that is no task. */
  record FileIgnored(String file, String reason) implements Notice {}

  /**
   * Another runner holds the state directory; it is waited for. Comes before any iteration.
   *
   * @param holder who that is, and since when, in words
   */
  record LockHeld(String holder) implements RunEvent {}

  /** The state directory is ours now, after another runner's turn; comes before any iteration. */
  record LockAwaited(Duration took) implements RunEvent {}

  /**
   * An iteration begins.
   *
   * @param number from 1
   * @param run its id, unique on this host
   * @param tasks their names in the order of the plan
   */
  record IterationStarted(int number, String run, List<TaskName> tasks) implements RunEvent {
    public IterationStarted {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * A start ended before anything ran.
   *
   * @param run the id of its run
   * @param code what the program ends with
   * @param problem what was wrong first, without any value of the configuration
   */
  record StartRefused(String run, int code, String problem) implements RunEvent {}

  /** A task failed, and there will be no further pass. */
  record GaveUp(String reason) implements RunEvent {}

  /** The halt task is about to run. */
  record HaltStarted(TaskName task, String reason) implements RunEvent {}

  /** The halt task has ended; its code changes nothing. */
  record HaltFinished(TaskName task, Exit exit) implements RunEvent {}

  /** An iteration is over. */
  record IterationFinished(int number, ChainOutcome outcome, Duration took) implements RunEvent {}

  /**
   * The longest an attempt may run.
   *
   * @param origin what set it, and where: {@code max_time 600 s of [runner] (runner.cfg:3)}
   */
  record Limit(Duration time, String origin) {}

  /**
   * A task is about to be started; its process does not exist yet.
   *
   * @param attempt which task, and in which pass
   * @param limit the longest it may run
   * @param cookie what its processes can be found by
   * @param content a hash of the file, where a gate asks whether it changed
   */
  record TaskStarted(
      TaskAttempt attempt, Optional<Limit> limit, String cookie, Optional<String> content)
      implements TaskEvent {}

  /** The process of an attempt exists now. */
  record TaskSpawned(TaskAttempt attempt, ProcessId process) implements TaskEvent {}

  /**
   * An attempt is over; its process is gone, and so is all it had to end.
   *
   * @param allowed whether a failure is only a warning
   */
  record TaskFinished(TaskAttempt attempt, Exit exit, Verdict verdict, boolean allowed)
      implements TaskEvent {}

  /** The runner was told to stop while an attempt ran; all of it is gone, no hook is told. */
  record TaskInterrupted(TaskAttempt attempt, Exit exit) implements TaskEvent {}

  /**
   * A gate kept a task from running; no hook runs for it.
   *
   * @param next when it next may run, where that can be told
   */
  record TaskSkipped(TaskName task, String reason, Optional<Instant> next) implements TaskEvent {}

  /**
   * A task failed, and another pass will begin after a pause.
   *
   * @param task what failed
   * @param nextTry the number of that pass
   */
  record RetryScheduled(TaskName task, int nextTry, Duration pause) implements TaskEvent {}

  /** The user's hook was called for a task or a job, before or after an attempt. */
  record HookFinished(TaskName task, Exit exit) implements TaskEvent {}

  /**
   * A job is about to be started; it is in the host's journal already.
   *
   * @param limit the longest it may run
   */
  record JobStarted(JobAttempt job, Optional<Duration> limit) implements JobEvent {}

  /**
   * A job is over; its process is gone, and so is all it had to end.
   *
   * @param state the word for where it is now
   */
  record JobFinished(JobAttempt job, Exit exit, String state) implements JobEvent {}

  /**
   * A job got to a state without being run just now.
   *
   * @param state the word for it
   * @param reason why, in a sentence
   */
  record JobSettled(String jid, String state, String reason) implements JobEvent {}
}
