package runner.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runner.event.Outcome;
import runner.task.TaskName;
import runner.task.Verdict;

/**
 * What is known of one run.
 *
 * @param id its name, which sorts by age
 * @param origin where and by whom it was run
 * @param state of the whole; RUNNING where no end was recorded, which says nothing of its runner
 * @param pass the number of the last pass begun
 * @param reason why it ended as it did
 * @param tasks in the order of the plan
 */
public record RunRecord(
    String id,
    Origin origin,
    State state,
    int pass,
    String reason,
    Instant started,
    Optional<Instant> finished,
    Optional<Duration> took,
    List<Task> tasks) {
  public RunRecord {
    tasks = List.copyOf(tasks);
  }

  /**
   * Where and by whom a run was run.
   *
   * @param boot the kernel's id of the boot
   * @param instance the id of the instance
   * @param pid of the runner
   * @param ticks when that began, in clock ticks since boot
   * @param cgroup what it ran was born into, where it had one
   */
  public record Origin(String boot, String instance, long pid, long ticks, Optional<Path> cgroup) {}

  /** The attempt that was under way when the record ends. */
  public Optional<Task> running() {
    return tasks.stream().filter(task -> task.state() == State.RUNNING).findFirst();
  }

  /** The same run, told as what its runner's death makes of it. */
  public RunRecord interrupted() {
    List<Task> settled =
        tasks.stream()
            .map(
                task ->
                    task.state() == State.RUNNING
                        ? task.as(State.INTERRUPTED, "its runner died while it ran")
                        : task)
            .toList();
    return new RunRecord(
        id, origin, State.INTERRUPTED, pass, "its runner died", started, finished, took, settled);
  }

  /**
   * What is known of one task of a run: its last attempt.
   *
   * @param reason why it is in that state, in a few words
   * @param attempt the pass of its last attempt; 0 before the first
   * @param exitCode the raw code of the last attempt
   * @param signal the signal that code stands for
   * @param began when the last attempt began
   * @param took how long it ran
   * @param log where its output is kept
   * @param trace by what its processes are known, while it runs
   * @param success its last success in this run, whatever came after it
   */
  public record Task(
      TaskName task,
      State state,
      String reason,
      int attempt,
      Optional<Integer> exitCode,
      Optional<Integer> signal,
      Optional<Instant> began,
      Optional<Duration> took,
      Optional<Path> log,
      Optional<Trace> trace,
      Optional<Successes.Success> success) {

    /**
     * How the processes of an attempt are found again.
     *
     * @param cookie carried by all of them
     * @param pid of the first; absent when it was not known yet
     * @param ticks when that began, in clock ticks since boot
     */
    public record Trace(String cookie, Optional<Long> pid, Optional<Long> ticks) {}

    /** The same task in another state, for a reason; what the attempt left stays. */
    public Task as(State other, String why) {
      return new Task(
          task, other, why, attempt, exitCode, signal, began, took, log, Optional.empty(), success);
    }
  }

  /** How far a run or a task of it came. */
  public enum State {
    RUNNING,
    SUCCEEDED,
    FAILED,
    HALTED,
    /** It was running when its runner was told to stop, or died. */
    INTERRUPTED,
    /** A gate kept it from running. */
    SKIPPED,
    /** It has not begun. */
    PENDING;

    /** What a verdict makes of a task. */
    public static State of(Verdict verdict) {
      return switch (verdict) {
        case OK -> SUCCEEDED;
        case HALT -> HALTED;
        case RETRY, EXIT -> FAILED;
      };
    }

    /** What an outcome makes of a run. */
    public static State of(Outcome outcome) {
      return switch (outcome) {
        case SUCCEEDED -> SUCCEEDED;
        case HALTED -> HALTED;
        case EXITED, FAILED -> FAILED;
        case INTERRUPTED -> INTERRUPTED;
      };
    }
  }
}
