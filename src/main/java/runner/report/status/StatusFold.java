package runner.report.status;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runner.event.Event;
import runner.journal.RunRecord;
import runner.process.RecordedProcess;
import runner.task.Clock;
import runner.task.Exit;
import runner.task.TaskName;

/**
 * What everybody may know of a run, event by event: names, states and times, but neither output nor
 * the reasons of tasks, which may quote a setting.
 */
final class StatusFold {
  private final RecordedProcess runner;
  private final String config;
  private final Clock clock;
  private final Map<String, Status.Task> tasks = new LinkedHashMap<>();
  private String id = "";
  private RunRecord.State state = RunRecord.State.RUNNING;
  private int pass = 1;
  private Optional<Integer> maxTries = Optional.empty();
  private Optional<Status.Waiting> waiting = Optional.empty();
  private String reason = "";
  private Instant started = Instant.EPOCH;
  private Optional<Instant> finished = Optional.empty();
  private Optional<RunRecord.Refusal> refusal = Optional.empty();
  private Optional<Status.Task> halt = Optional.empty();

  StatusFold(RecordedProcess runner, String config, Clock clock) {
    this.runner = runner;
    this.config = config;
    this.clock = clock;
  }

  /** Takes an event in; whether it changed anything. */
  boolean add(Event event) {
    boolean changed = event instanceof Event.TaskEvent task ? addTask(task) : addRun(event);
    if (changed && !(event instanceof Event.RetryScheduled)) {
      waiting = Optional.empty();
    }
    return changed;
  }

  private boolean addRun(Event event) {
    if (event instanceof Event.IterationStarted e) {
      begin(e);
    } else if (event instanceof Event.GaveUp e) {
      reason = e.reason();
    } else if (event instanceof Event.HaltStarted e) {
      halt = Optional.of(task(e.task(), RunRecord.State.RUNNING, 1, none()));
    } else if (event instanceof Event.HaltFinished e) {
      boolean fine = e.exit().succeeded();
      RunRecord.State end = fine ? RunRecord.State.SUCCEEDED : RunRecord.State.FAILED;
      halt = Optional.of(task(e.task(), end, 1, Optional.of(e.exit())));
    } else if (event instanceof Event.IterationFinished e) {
      state = RunRecord.State.of(e.outcome());
      finished = Optional.of(clock.now());
    } else if (event instanceof Event.StartRefused e) {
      refuse(e);
    } else {
      return false;
    }
    return true;
  }

  private boolean addTask(Event.TaskEvent event) {
    if (event instanceof Event.TaskStarted e) {
      pass = e.attempt().pass();
      maxTries = Optional.of(e.attempt().maxTries());
      put(e.attempt().task(), RunRecord.State.RUNNING, pass, Optional.empty());
    } else if (event instanceof Event.TaskFinished e) {
      RunRecord.State end = RunRecord.State.of(e.verdict());
      put(e.attempt().task(), end, pass, Optional.of(e.exit()));
    } else if (event instanceof Event.TaskInterrupted e) {
      put(e.attempt().task(), RunRecord.State.INTERRUPTED, pass, Optional.of(e.exit()));
    } else if (event instanceof Event.TaskSkipped e) {
      put(e.task(), RunRecord.State.SKIPPED, tasks.get(e.task().file()).attempt(), none());
    } else if (event instanceof Event.RetryScheduled e) {
      Instant until = clock.now().plus(e.pause());
      waiting = Optional.of(new Status.Waiting(e.task().file(), e.nextTry(), until));
    } else {
      return false;
    }
    return true;
  }

  private void refuse(Event.StartRefused e) {
    id = e.run();
    state = RunRecord.State.REFUSED;
    reason = e.problem();
    started = clock.now();
    finished = Optional.of(started);
    tasks.clear();
    refusal = Optional.of(new RunRecord.Refusal(e.code(), 1, true));
  }

  private void begin(Event.IterationStarted e) {
    id = e.run();
    state = RunRecord.State.RUNNING;
    pass = 1;
    reason = "";
    started = clock.now();
    finished = Optional.empty();
    tasks.clear();
    halt = Optional.empty();
    e.tasks().forEach(task -> put(task, RunRecord.State.PENDING, 0, none()));
  }

  private static Optional<Exit> none() {
    return Optional.empty();
  }

  private void put(TaskName task, RunRecord.State now, int attempt, Optional<Exit> exit) {
    tasks.put(task.file(), task(task, now, attempt, exit));
  }

  private static Status.Task task(
      TaskName task, RunRecord.State now, int attempt, Optional<Exit> exit) {
    Optional<Integer> code =
        exit.filter(e -> e.kind() != Exit.Kind.NOT_STARTED && e.code() >= 0).map(Exit::code);
    Optional<Duration> took = exit.map(Exit::took);
    Optional<Integer> signal = exit.flatMap(Exit::signal);
    return new Status.Task(task.file(), now, "", attempt, code, signal, took, Optional.empty());
  }

  Status now() {
    List<Status.Task> all = List.copyOf(tasks.values());
    Status.Run run =
        new Status.Run(
            id, runner, state, pass, maxTries, waiting, reason, started, finished, all, halt,
            refusal, config);
    return new Status(Optional.of(run), state, reason);
  }
}
