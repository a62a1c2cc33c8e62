package runner.report.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.event.EventSink;
import runner.event.TaskAttempt;
import runner.task.Clock;
import runner.task.Exit;
import runner.task.TaskName;
import runner.task.Verdict;
import runner.text.EnumWord;

/**
 * Tells the chain as spans: one for each iteration, and below it one for each attempt, skip, hook
 * and halt task, and for the wait for another runner. Spans go to the collector that
 * OpenTelemetry's variables name, if they name one; without one nothing of this costs a start
 * anything. Names of attributes are those of the conventions for CI/CD.
 */
public final class TraceRecorder implements EventSink {
  private static final Duration FLUSH = Duration.ofSeconds(2);
  private static final Duration HURRIED_FLUSH = Duration.ofMillis(500);

  /** What a task finds the trace by. */
  private static final String VARIABLE = "TRACEPARENT";

  private final Optional<TraceParent> incoming;
  private final Optional<OtlpSettings> otlp;
  private final Optional<SpanSender> sender;
  private final IntFunction<String> ids;
  private final Clock clock;
  private final EventSink warnings;
  private Optional<TraceParent> root = Optional.empty();
  private Optional<TraceParent> current = Optional.empty();
  private String run = "";
  private Instant began = Instant.EPOCH;
  private Instant started = Instant.EPOCH;
  private Duration lockWait = Duration.ZERO;
  private boolean underWay;

  /**
   * The trace of one invocation.
   *
   * @param environment the invocation's own
   * @param ids a random id of so many bytes, in hexadecimal digits
   * @param version of the program; asked for only where there is a collector
   * @param warnings told what is wrong with the variables, and at the end what was not taken
   */
  public TraceRecorder(
      Map<String, String> environment,
      String host,
      IntFunction<String> ids,
      Supplier<String> version,
      Clock clock,
      EventSink warnings) {
    this.incoming = TraceParent.parse(environment.getOrDefault(VARIABLE, ""));
    this.otlp =
        incoming.filter(caller -> !caller.sampled()).isPresent()
            ? Optional.empty()
            : OtlpSettings.from(
                environment, host, doubt -> warnings.accept(new Event.Warning(doubt)));
    this.sender =
        otlp.map(settings -> new SpanSender(() -> new SpanCollector(settings, version.get())));
    this.ids = ids;
    this.clock = clock;
    this.warnings = warnings;
    sender.ifPresent(SpanSender::start);
  }

  /**
   * Variables for an attempt that is about to be made. Without a collector a caller's trace is
   * handed on as it is, since no span of ours would be in it.
   */
  public Map<String, String> variables(TaskAttempt attempt) {
    if (sender.isEmpty() && incoming.isPresent()) {
      return Map.of();
    }
    current = Optional.of(fresh());
    return Map.of(VARIABLE, current.get().toString());
  }

  /** A halt task may run before any iteration. */
  private TraceParent fresh() {
    if (root.isEmpty()) {
      begin(run);
    }
    return root.orElseThrow().at(ids.apply(8));
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.IterationStarted e) {
      begin(e.run());
      underWay = true;
    } else if (sender.isEmpty()) {
      return;
    } else if (event instanceof Event.TaskEvent task) {
      acceptTask(task);
    } else if (event instanceof Event.RunEvent run) {
      acceptRun(run);
    }
  }

  private void acceptTask(Event.TaskEvent event) {
    if (event instanceof Event.TaskStarted || event instanceof Event.TaskSpawned) {
      started = clock.now();
    } else if (event instanceof Event.TaskFinished e) {
      ran(e.attempt(), e.exit(), result(e.exit(), e.verdict()));
    } else if (event instanceof Event.TaskInterrupted e) {
      ran(e.attempt(), e.exit(), "cancellation");
    } else if (event instanceof Event.TaskSkipped e) {
      tell(e.task(), clock.now(), Duration.ZERO, Map.of(resultOf("task.run."), "skip"), "");
    } else if (event instanceof Event.HookFinished e && underWay) {
      tellHook(e.task(), e.exit());
    }
  }

  private void acceptRun(Event.RunEvent event) {
    if (event instanceof Event.LockAwaited e) {
      lockWait = e.took();
    } else if (event instanceof Event.HaltStarted) {
      current = Optional.of(fresh());
      started = clock.now();
    } else if (event instanceof Event.HaltFinished e) {
      tell(e.task(), started, e.exit().took(), codeOf(e.exit()), "");
    } else if (event instanceof Event.IterationFinished e) {
      underWay = false;
      end(e);
    }
  }

  private void begin(String id) {
    run = id;
    began = clock.now().minus(lockWait);
    String own = ids.apply(8);
    root =
        Optional.of(
            incoming
                .map(caller -> caller.at(own))
                .orElseGet(() -> new TraceParent(ids.apply(16), own, true)));
    if (!lockWait.isZero()) {
      offer(within("WAIT lock", began, lockWait, Map.of("cicd.pipeline.run.id", run), ""));
    }
  }

  private static String result(Exit exit, Verdict verdict) {
    if (exit.timedOut()) {
      return "timeout";
    }
    return verdict == Verdict.OK ? "success" : "failure";
  }

  private void ran(TaskAttempt attempt, Exit exit, String result) {
    Map<String, Object> attributes = new LinkedHashMap<>(codeOf(exit));
    attributes.put(resultOf("task.run."), result);
    attributes.put("runner.try", attempt.pass());
    boolean good = result.equals("success");
    if (!good) {
      attributes.put("error.type", result);
    }
    tell(attempt.task(), started, exit.took(), attributes, good ? "" : exit.words());
  }

  private static Map<String, Object> codeOf(Exit exit) {
    return exit.kind() == Exit.Kind.ENDED ? Map.of("process.exit.code", exit.code()) : Map.of();
  }

  private static String resultOf(String what) {
    return "cicd.pipeline." + what + "result";
  }

  private void tell(
      TaskName task, Instant from, Duration took, Map<String, Object> attributes, String fault) {
    Map<String, Object> all = new LinkedHashMap<>(attributes);
    all.put("cicd.pipeline.task.name", task.file());
    all.put("cicd.pipeline.run.id", run);
    TraceParent place = current.orElseGet(this::fresh);
    current = Optional.empty();
    Optional<String> parent = root.map(TraceParent::span);
    offer(new Span(place, parent, "RUN " + task.file(), from, took, all, fault));
  }

  /** A hook has no name in the conventions; it is no task, and must not be counted as one. */
  private void tellHook(TaskName task, Exit exit) {
    Map<String, Object> all = new LinkedHashMap<>(codeOf(exit));
    all.put("runner.task", task.file());
    all.put("cicd.pipeline.run.id", run);
    boolean fine = exit.interrupted() || exit.succeeded();
    Instant from = clock.now().minus(exit.took());
    offer(within("HOOK " + task.file(), from, exit.took(), all, fine ? "" : exit.words()));
  }

  private Span within(
      String name, Instant from, Duration took, Map<String, Object> attributes, String fault) {
    Optional<String> parent = Optional.of(root.orElseThrow().span());
    return new Span(fresh(), parent, name, from, took, attributes, fault);
  }

  private void end(Event.IterationFinished event) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("cicd.pipeline.name", "runner");
    attributes.put("cicd.pipeline.run.id", run);
    ChainOutcome outcome = event.outcome();
    boolean good = outcome == ChainOutcome.SUCCEEDED;
    String stopped = outcome == ChainOutcome.INTERRUPTED ? "cancellation" : "failure";
    attributes.put(resultOf(""), good ? "success" : stopped);
    Optional<String> parent = incoming.map(TraceParent::span);
    String fault = good ? "" : EnumWord.of(outcome);
    TraceParent place = root.orElseThrow();
    Duration took = event.took().plus(lockWait);
    lockWait = Duration.ZERO;
    offer(new Span(place, parent, "RUN runner", began, took, attributes, fault));
  }

  private void offer(Span span) {
    sender.ifPresent(to -> to.offer(span));
  }

  /**
   * Waits a moment for the collector to take what is left, and says what it did not.
   *
   * @param hurried whether somebody waits for the end
   */
  public void close(boolean hurried) {
    if (sender.isPresent()) {
      String trouble = sender.get().close(hurried ? HURRIED_FLUSH : FLUSH);
      if (!trouble.isEmpty()) {
        String where = otlp.map(OtlpSettings::shown).orElse("");
        warnings.accept(new Event.Warning("traces to '" + where + "': " + trouble));
      }
    }
  }
}
