package runner.report.status;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runner.journal.RunRecord;
import runner.process.BootId;
import runner.process.RecordedProcess;
import runner.report.Json;
import runner.report.terminal.TerminalStyle;

/**
 * How a run stands, as it is told to people and programs.
 *
 * @param run the last run; absent where nothing ever ran
 * @param state of the whole; PENDING where nothing ran in this boot
 * @param reason of the whole; empty where that needs no words
 */
public record Status(Optional<Run> run, RunRecord.State state, String reason) {

  /**
   * What is told of a run.
   *
   * @param runner who ran it
   * @param pass the number of the last pass begun
   * @param maxTries how many passes there may be, once that was told
   * @param waiting what it waits for, between two passes
   * @param reason why it ended as it did; empty where that needs no words
   * @param tasks in the order of the plan
   * @param halt the halt task, once it has begun
   * @param refusal where it was refused
   * @param config the configuration it was started with, where that is told; else empty
   */
  public record Run(
      String id,
      RecordedProcess runner,
      RunRecord.State state,
      int pass,
      Optional<Integer> maxTries,
      Optional<Waiting> waiting,
      String reason,
      Instant started,
      Optional<Instant> finished,
      List<Task> tasks,
      Optional<Task> halt,
      Optional<RunRecord.Refusal> refusal,
      String config) {
    public Run {
      tasks = List.copyOf(tasks);
    }

    /** What is told of a run that was recorded. */
    public static Run of(RunRecord run) {
      return new Run(
          run.id(),
          run.origin().runner(),
          run.state(),
          run.pass(),
          run.maxTries(),
          run.waiting().map(Waiting::of),
          run.reason(),
          run.started(),
          run.finished(),
          run.tasks().stream().map(Task::of).toList(),
          run.halt().map(Task::of),
          run.refusal(),
          run.origin().config());
    }

    /** The same at a time: a wait that is over by then is none any more. */
    public Run at(Instant now) {
      return new Run(
          id,
          runner,
          state,
          pass,
          maxTries,
          waiting.filter(wait -> wait.until().isAfter(now)),
          reason,
          started,
          finished,
          tasks,
          halt,
          refusal,
          config);
    }

    /** Whether something is under way as far as was told. */
    public boolean open() {
      boolean halting = halt.filter(task -> task.state() == RunRecord.State.RUNNING).isPresent();
      return state == RunRecord.State.RUNNING || halting;
    }

    private Run interrupted() {
      List<Task> settled = tasks.stream().map(Task::settled).toList();
      boolean running = state == RunRecord.State.RUNNING;
      return new Run(
          id,
          runner,
          running ? RunRecord.State.INTERRUPTED : state,
          pass,
          maxTries,
          Optional.empty(),
          running ? "its runner died" : reason,
          started,
          finished,
          settled,
          halt.map(Task::settled),
          refusal,
          config);
    }
  }

  /**
   * The pause before another pass.
   *
   * @param file the task that failed in the pass before
   * @param nextTry the number of the pass to come
   * @param until when that begins
   */
  public record Waiting(String file, int nextTry, Instant until) {
    static Waiting of(RunRecord.Waiting waiting) {
      return new Waiting(waiting.task().file(), waiting.nextTry(), waiting.until());
    }

    /** Why there is another pass, in a few words. */
    String reason() {
      return file + " failed";
    }
  }

  /**
   * What is told of a task: its last attempt.
   *
   * @param attempt the pass of it; 0 before the first
   * @param log where its output is kept
   */
  public record Task(
      String file,
      RunRecord.State state,
      String reason,
      int attempt,
      Optional<Integer> exitCode,
      Optional<Integer> signal,
      Optional<Duration> took,
      Optional<String> log) {

    static Task of(RunRecord.Task task) {
      return new Task(
          task.task().file(),
          task.state(),
          task.reason(),
          task.attempt(),
          task.exitCode(),
          task.signal(),
          task.took(),
          task.log().map(Object::toString));
    }

    private Task settled() {
      return state != RunRecord.State.RUNNING
          ? this
          : new Task(
              file,
              RunRecord.State.INTERRUPTED,
              "its runner died while it ran",
              attempt,
              exitCode,
              signal,
              took,
              log);
    }
  }

  /**
   * Judges what was recorded by what is known of now.
   *
   * @param runnerLives whether the runner of the run is still there
   * @param boot the id of the present boot
   */
  public static Status of(Optional<Run> last, boolean runnerLives, BootId boot) {
    if (last.isEmpty()) {
      return new Status(last, RunRecord.State.PENDING, "");
    }
    Run run = last.get();
    Run judged = runnerLives ? run : run.interrupted();
    boolean over = run.state() != RunRecord.State.RUNNING;
    boolean before = over && !run.runner().boot().agreesWith(boot);
    return new Status(
        Optional.of(judged), before ? RunRecord.State.PENDING : judged.state(), judged.reason());
  }

  /** The same where somebody has switched the chain off, and no run of this boot has ended. */
  public Status unlessDisabled(Optional<String> by) {
    return by.isPresent() && state != RunRecord.State.RUNNING
        ? new Status(run, RunRecord.State.DISABLED, by.get())
        : this;
  }

  /**
   * Reads what {@link PublicStatus} wrote.
   *
   * @throws IOException where it is something else
   */
  public static Run read(String json) throws IOException {
    return StatusJson.run(json);
  }

  /** Whether this is the last word on a run of this boot, so that nobody need wait on. */
  public boolean over(BootId boot) {
    boolean thisBoot = run.filter(last -> last.runner().boot().agreesWith(boot)).isPresent();
    return state == RunRecord.State.DISABLED || (thisBoot && state != RunRecord.State.RUNNING);
  }

  /** 0 succeeded, 1 failed, 3 running or not started in this boot, 4 never ran. */
  public int exitCode() {
    return switch (state) {
      case SUCCEEDED, DISABLED -> 0;
      case RUNNING -> 3;
      case PENDING -> run.isEmpty() ? 4 : 3;
      case FAILED, HALTED, INTERRUPTED, REFUSED, SKIPPED -> 1;
    };
  }

  /** The document of {@code docs/status.schema.json}. */
  public String json() {
    return Json.page(StatusJson.document(this));
  }

  /** For people: a line for the whole, and one a task. */
  public String text(TerminalStyle look) {
    return StatusText.of(this, look);
  }
}
