package runner.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runner.event.ChainOutcome;
import runner.process.BootId;
import runner.process.ProcessId;
import runner.process.RecordedProcess;
import runner.task.TaskName;
import runner.task.Verdict;

/**
 * What is known of one run.
 *
 * @param id its name, which sorts by age
 * @param origin where and by whom it was run
 * @param state of the whole; RUNNING where no end was recorded, which says nothing of its runner
 * @param pass the number of the last pass begun
 * @param maxTries how many passes there may be; absent before the first attempt, and in records of
 *     old versions
 * @param waiting what it waits for, between two passes
 * @param reason why it ended as it did
 * @param tasks in the order of the plan
 * @param halt the halt task, where it was wanted and there was one; its state is RUNNING,
 *     SUCCEEDED, FAILED or INTERRUPTED
 * @param steps all that took time, in the order it began
 * @param refusal where it was refused
 */
public record RunRecord(
    String id,
    Origin origin,
    State state,
    int pass,
    Optional<Integer> maxTries,
    Optional<Waiting> waiting,
    String reason,
    Instant started,
    Optional<Instant> finished,
    Optional<Duration> took,
    List<Task> tasks,
    Optional<Task> halt,
    List<Step> steps,
    Optional<Refusal> refusal) {
  static final String RUNNER_DIED = "its runner died";

  public RunRecord {
    tasks = List.copyOf(tasks);
    steps = List.copyOf(steps);
  }

  /**
   * Where and by whom a run was run.
   *
   * @param runner its process
   * @param instance the id of the instance
   * @param cgroup the control group of the processes it started, where it had one
   * @param config the configuration it was started with; empty where there was none, or a version
   *     before this did not tell
   */
  public record Origin(
      RecordedProcess runner, String instance, Optional<Path> cgroup, String config) {
    /** The instance of a host that has no id; it proves nothing. */
    static final String UNKNOWN = "unknown";

    public BootId boot() {
      return runner.boot();
    }
  }

  /**
   * A start that ended before anything ran. Equal ones in a row are one run.
   *
   * @param code what the program ended with
   * @param count how many of them there were
   * @param own whether the state directory is of its chain for certain. The configuration that was
   *     refused may have named another one, in which it was not believed
   */
  public record Refusal(int code, int count, boolean own) {}

  /**
   * The pause before another pass.
   *
   * @param task what failed in the pass before
   * @param nextTry the number of the pass to come
   * @param until when that begins, by the wall clock
   */
  public record Waiting(TaskName task, int nextTry, Instant until) {}

  /** The attempt that was under way when the record ends. */
  public Optional<Task> running() {
    return tasks.stream().filter(task -> task.state() == State.RUNNING).findFirst();
  }

  /** Adds what succeeded in it to the last successes. */
  void addTo(LastSuccesses known) {
    known.add(id, tasks.stream().flatMap(task -> task.success().stream()).toList());
  }

  /** Whether something is under way as far as the record tells. */
  public boolean open() {
    return state == State.RUNNING || halt.filter(task -> task.state() == State.RUNNING).isPresent();
  }

  /** The same run, as its runner's death leaves it; of one that has ended, the halt task. */
  public RunRecord interrupted() {
    return RunEnding.interrupted(this);
  }

  /**
   * Something that took time in a run, or a gate that was found closed.
   *
   * @param task whose it was; none for LOCK
   * @param pass the pass it belongs to, from 1; of a WAIT the one it comes before
   * @param at how long after the beginning of the run it began; negative for LOCK
   * @param took how long it lasted; absent while it lasts, and where nobody saw its end
   * @param state how it ended; RUNNING while it lasts
   * @param reason why it ended so, in a few words
   * @param log where its output is kept
   */
  public record Step(
      Kind kind,
      Optional<TaskName> task,
      int pass,
      Duration at,
      Optional<Duration> took,
      State state,
      String reason,
      Optional<Path> log) {

    /** What a run spends its time on. */
    public enum Kind {
      /** One attempt at a task. */
      ATTEMPT,
      /** A gate kept a task from running; takes no time. */
      SKIP,
      /** The pause after a failure. */
      WAIT,
      /** The user's hook, before or after an attempt. */
      HOOK,
      HALT,
      /** Another runner held the state directory. */
      LOCK
    }

    /** The same step with its end. */
    Step ended(Duration lasted, State how, String why) {
      return new Step(kind, task, pass, at, Optional.of(lasted), how, why, log);
    }

    /** The same step, begun later than it was announced. */
    Step from(Duration later) {
      return new Step(kind, task, pass, later, took, state, reason, log);
    }

    Step interrupted() {
      return state == State.RUNNING
          ? new Step(kind, task, pass, at, took, State.INTERRUPTED, RUNNER_DIED, log)
          : this;
    }
  }

  /**
   * What is known of one task of a run: its last attempt.
   *
   * @param reason why it is in that state, in a few words
   * @param attempt the number of the pass of its last attempt; 0 before the first
   * @param exitCode the raw code of the last attempt
   * @param signal the signal that code stands for
   * @param began when the last attempt began
   * @param took how long it ran
   * @param log where its output is kept
   * @param trace how its processes are found, while it runs
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
      Optional<LastSuccesses.Success> success) {

    /**
     * How the processes of an attempt are found again.
     *
     * @param cookie carried by all of them
     * @param leader the first of them, in the boot of the run; absent while it is not known
     */
    public record Trace(String cookie, Optional<ProcessId> leader) {}

    Task interrupted() {
      return state == State.RUNNING ? as(State.INTERRUPTED, RUNNER_DIED + " while it ran") : this;
    }

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
    /** It ended before anything ran, since something was wrong. */
    REFUSED,
    /** It was running when its runner was told to stop, or died. */
    INTERRUPTED,
    /** A gate kept it from running. */
    SKIPPED,
    /** It has not begun. */
    PENDING,
    /** Somebody switched the chain off for this boot. */
    DISABLED;

    /** What a verdict makes of a task. */
    public static State of(Verdict verdict) {
      return switch (verdict) {
        case OK -> SUCCEEDED;
        case HALT -> HALTED;
        case RETRY, EXIT -> FAILED;
      };
    }

    /** What an outcome makes of a run. */
    public static State of(ChainOutcome outcome) {
      return switch (outcome) {
        case SUCCEEDED -> SUCCEEDED;
        case HALTED -> HALTED;
        case EXITED, FAILED -> FAILED;
        case INTERRUPTED -> INTERRUPTED;
      };
    }
  }
}
