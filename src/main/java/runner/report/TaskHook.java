package runner.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runner.event.Event;
import runner.event.EventSink;
import runner.event.JobAttempt;
import runner.event.TaskAttempt;
import runner.exec.Command;
import runner.exec.Supervisor;
import runner.exec.output.Output;
import runner.exec.spawn.Environment;
import runner.task.Clock;
import runner.task.Exit;
import runner.task.TaskName;
import runner.task.Verdict;
import runner.text.TimeSpan;
import runner.wait.Deadline;
import runner.wait.StopRequest;

/**
 * Runs the user's hook before and after each attempt, with what is known as one JSON argument.
 * Whatever the hook does, the chain goes on.
 */
public final class TaskHook implements EventSink {
  private final Settings settings;
  private final Supervisor supervisor;
  private final Environment environment;
  private final Output output;
  private final StopRequest stop;
  private final EventSink told;
  private final Clock clock;
  private Optional<Deadline> iteration = Optional.empty();
  private String run = "";

  /**
   * What is run and for how long.
   *
   * @param words program and its own arguments
   * @param limit the longest one hook may run
   * @param total the longest an iteration may take, hooks included
   */
  public record Settings(
      List<String> words,
      Optional<Duration> limit,
      Optional<Command.Limit> total,
      Duration grace,
      String host) {}

  public TaskHook(
      Settings settings,
      Supervisor supervisor,
      Environment environment,
      Output output,
      StopRequest stop,
      Clock clock,
      EventSink told) {
    this.settings = settings;
    this.supervisor = supervisor;
    this.environment = environment;
    this.output = output;
    this.stop = stop;
    this.clock = clock;
    this.told = told;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.IterationStarted e) {
      run = e.run();
      iteration = settings.total().map(limit -> new Deadline(clock, Optional.of(limit.time())));
    } else if (event instanceof Event.IterationFinished) {
      iteration = Optional.empty();
    } else if (event instanceof Event.TaskStarted e) {
      call(e.attempt().task(), about(e.attempt()));
    } else if (event instanceof Event.TaskFinished e) {
      call(e.attempt().task(), about(e));
    } else if (event instanceof Event.JobStarted e) {
      call(e.job().task(), about(e.job()));
    } else if (event instanceof Event.JobFinished e) {
      call(e.job().task(), about(e));
    }
  }

  /** A job is told of as a task is; that it has a jid says what it is. */
  private Map<String, Object> about(JobAttempt job) {
    Map<String, Object> stats = new LinkedHashMap<>();
    stats.put("task", job.task().file());
    stats.put("try_num", job.start());
    stats.put("max_retries", job.maxStarts());
    stats.put("jid", job.jid());
    stats.put("deliveries", job.delivery());
    stats.put("host", settings.host());
    return stats;
  }

  private Map<String, Object> about(Event.JobFinished e) {
    Map<String, Object> stats = about(e.job());
    boolean fine = e.exit().succeeded();
    stats.put("result", (fine ? Verdict.OK : Verdict.EXIT).name());
    stats.put("state", e.state());
    addExit(stats, e.exit());
    return stats;
  }

  /** The keys are those of Mozilla's Runner; further ones follow them. */
  private Map<String, Object> about(TaskAttempt attempt) {
    Map<String, Object> stats = new LinkedHashMap<>();
    stats.put("task", attempt.task().file());
    stats.put("try_num", attempt.pass());
    stats.put("max_retries", attempt.maxTries());
    stats.put("run_id", run);
    stats.put("host", settings.host());
    return stats;
  }

  private Map<String, Object> about(Event.TaskFinished e) {
    Map<String, Object> stats = about(e.attempt());
    stats.put("result", e.verdict().name());
    addExit(stats, e.exit());
    if (e.allowed()) {
      stats.put("allowed_failure", true);
    }
    return stats;
  }

  private static void addExit(Map<String, Object> stats, Exit exit) {
    if (exit.kind() != Exit.Kind.NOT_STARTED) {
      stats.put("exit_code", exit.code());
    }
    exit.signal().ifPresent(signal -> stats.put("signal", signal));
    stats.put("timed_out", exit.timedOut());
    stats.put("duration_s", exit.took().toMillis() / 1000.0);
  }

  private Exit run(List<String> argv) {
    if (iteration.filter(Deadline::over).isPresent()) {
      return Exit.notStarted(settings.total().orElseThrow().origin() + " is over");
    }
    return supervisor.run(new Command(argv, environment, limit(), settings.grace()), output, stop);
  }

  /** A hook's own limit, or what is left of the iteration where that is less. */
  private Optional<Command.Limit> limit() {
    Optional<Duration> left = iteration.flatMap(Deadline::left);
    Optional<Command.Limit> own =
        settings
            .limit()
            .filter(time -> left.filter(rest -> rest.compareTo(time) < 0).isEmpty())
            .map(time -> new Command.Limit(time, "hook_max_time " + TimeSpan.exact(time)));
    return own.or(
        () -> left.map(rest -> new Command.Limit(rest, settings.total().orElseThrow().origin())));
  }

  private void call(TaskName task, Map<String, Object> stats) {
    List<String> argv = new ArrayList<>(settings.words());
    argv.add(Json.line(stats));
    Exit exit = run(argv);
    told.accept(new Event.HookFinished(task, exit));
    boolean fine = exit.interrupted() || exit.succeeded();
    if (!fine) {
      told.accept(
          new Event.Warning(
              "hook "
                  + settings.words().get(0)
                  + " for "
                  + stats.get("task")
                  + ": "
                  + exit.words()));
    }
  }
}
