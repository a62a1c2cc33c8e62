package runner.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.event.TaskAttempt;
import runner.journal.Journal;
import runner.journal.LogNames;
import runner.journal.RunRecord;
import runner.journal.StateDirectory;
import runner.journal.StateStore;
import runner.process.BootId;
import runner.process.ProcessId;
import runner.process.RecordedProcess;
import runner.task.Exit;
import runner.task.TaskName;
import runner.task.Verdict;

/**
 * Writes records of runs with the real journal and a clock that the test sets, as a chain would
 * have left them.
 */
public final class PastRuns {
  private final StateStore store;
  private final FakeClock clock = new FakeClock(Instant.parse("2026-11-20T02:00:00Z"));
  private String boot = "b0000000-0000-4000-8000-000000000000";
  private Journal journal;
  private List<TaskName> plan = List.of();
  private Optional<Duration> lock = Optional.empty();
  private String run = "";
  private int pass = 1;

  /** Writes into this state directory. */
  public PastRuns(Path directory) throws IOException {
    store = StateStore.open(StateDirectory.open(directory), clock, alarm -> {});
  }

  /** The clock of the records. */
  public FakeClock clock() {
    return clock;
  }

  /** Advances both clocks. */
  public PastRuns pass(Duration time) {
    clock.pass(time);
    return this;
  }

  /** Sets the wall clock forward or back, as NTP does; no time passes. */
  public PastRuns jump(Duration time) {
    clock.set(clock.now().plus(time));
    return this;
  }

  /** Reboots the machine: the next run belongs to this boot. */
  public PastRuns boot(String id) {
    boot = id;
    return this;
  }

  /** The next run has waited this long for another runner. */
  public PastRuns waited(Duration time) {
    lock = Optional.of(time);
    return pass(time);
  }

  /** Begins a run, whose runner no longer lives. */
  public PastRuns begin(String... tasks) throws IOException {
    RunRecord.Origin origin =
        new RunRecord.Origin(
            new RecordedProcess(new BootId(boot), new ProcessId(42, 4711)),
            "i-1",
            Optional.empty(),
            "");
    journal =
        store.journal(
            origin,
            (e, full) -> {
              throw new UncheckedIOException(e);
            });
    plan = Stream.of(tasks).map(TaskName::new).toList();
    run = store.begin(origin);
    pass = 1;
    lock.ifPresent(time -> record(new Event.LockAwaited(time)));
    lock = Optional.empty();
    return record(new Event.IterationStarted(1, run, plan));
  }

  /** Records an event of the run. */
  public PastRuns record(Event event) {
    journal.accept(event);
    return this;
  }

  /** Records one try of a task; code 0 is a success. */
  public PastRuns ran(String task, Duration took, int code, String output) throws IOException {
    start(task, output);
    pass(took);
    Exit exit = Exit.ended(code, took);
    Verdict verdict = code == 0 ? Verdict.OK : Verdict.RETRY;
    return record(new Event.TaskFinished(attempt(task), exit, verdict, false));
  }

  /** Records the start of a task. */
  public PastRuns start(String task, String output) throws IOException {
    record(new Event.TaskStarted(attempt(task), Optional.empty(), "c", Optional.empty()));
    Path log = store.directory(run).resolve(new LogNames(plan).of(new TaskName(task), pass));
    Files.write(log, output.getBytes(StandardCharsets.UTF_8));
    return record(new Event.TaskSpawned(attempt(task), new ProcessId(77, 4712)));
  }

  /** Records the success of a started task, after no time. */
  public PastRuns ended(String task) {
    Exit exit = Exit.ended(0, Duration.ZERO);
    return record(new Event.TaskFinished(attempt(task), exit, Verdict.OK, false));
  }

  /** Records a call of the hook for a task. */
  public PastRuns hook(String task, Duration took) {
    pass(took);
    return record(new Event.HookFinished(new TaskName(task), Exit.ended(0, took)));
  }

  /** Records that a task was skipped. */
  public PastRuns skipped(String task, String reason) {
    return record(new Event.TaskSkipped(new TaskName(task), reason, Optional.empty()));
  }

  /** Records the wait after a failure, and begins the next pass. */
  public PastRuns retry(String task, Duration pause) {
    record(new Event.RetryScheduled(new TaskName(task), pass + 1, pause));
    pass++;
    return pass(pause);
  }

  /** Records that the run gave up, and the halt task. */
  public PastRuns gaveUp(String reason, Duration halt) {
    return record(new Event.GaveUp(reason)).halted(Exit.ended(0, halt));
  }

  /** Records the halt task. */
  public PastRuns halted(Exit exit) {
    TaskName task = new TaskName("halt.sh");
    record(new Event.HaltStarted(task, "it was asked for"));
    return pass(exit.took()).record(new Event.HaltFinished(task, exit));
  }

  /** Ends the run; returns its id. */
  public String end(ChainOutcome outcome, Duration took) throws IOException {
    record(new Event.IterationFinished(1, outcome, took));
    store.close(1000);
    return run;
  }

  private TaskAttempt attempt(String task) {
    return new TaskAttempt(new TaskName(task), pass, 5, false);
  }
}
