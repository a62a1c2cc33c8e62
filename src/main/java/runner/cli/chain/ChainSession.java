package runner.cli.chain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import runner.chain.ChainContext;
import runner.chain.GateCheck;
import runner.chain.Iterations;
import runner.cli.command.GlobalOptions;
import runner.cli.config.ChainDefinition;
import runner.cli.host.Machine;
import runner.cli.jobs.JobsAtBoot;
import runner.cli.session.ConsoleSession;
import runner.cli.session.GateContexts;
import runner.cli.session.PublicStatusFile;
import runner.cli.session.RunSession;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.event.EventSink;
import runner.plan.Plan;
import runner.report.status.PublicStatus;
import runner.report.systemd.SystemdStatus;
import runner.report.terminal.Syslog;
import runner.task.ExitCode;

/**
 * One invocation of the chain: what it opens, which sinks hear its events ({@link ChainSinks}),
 * what the chain gets, and what is closed at the end.
 */
final class ChainSession implements AutoCloseable {
  private final ChainDefinition definition;
  private final Plan first;
  private final RunSession session;
  private final StartRefusal refusal;
  private final Telemetry telemetry;
  private final LookupUpdater lookups;
  private final Optional<PublicStatus> status;
  private final RunRecording recording;

  /** Settles what a dead runner left, and opens all that the chain needs. */
  static ChainSession open(RunOptions.Prepared start, StartRefusal refusal) {
    RunSession session =
        RunSession.open(start.console(), start.definition().config(), start.state());
    return new ChainSession(start, session, refusal);
  }

  /** Hears signals, and opens what people and their tools read. */
  static ConsoleSession console(ChainDefinition definition, boolean syslog) {
    GlobalOptions options = definition.common();
    Machine machine = definition.host();
    Function<Optional<String>, String> next = failed -> options.next(failed, machine);
    ConsoleSession console = ConsoleSession.open(options, machine, next);
    List<EventSink> others = new ArrayList<>();
    if (syslog) {
      others.add(Syslog.open(console.streams(), options.level(), next));
    }
    machine
        .variable(SystemdStatus.SOCKET)
        .flatMap(socket -> SystemdStatus.open(machine.streams()))
        .ifPresent(others::add);
    return console.alsoTelling(others);
  }

  private ChainSession(RunOptions.Prepared start, RunSession session, StartRefusal refusal) {
    this.definition = start.definition();
    this.first = start.first();
    this.refusal = refusal;
    this.session = session;
    this.telemetry = new Telemetry(session);
    this.lookups = LookupUpdater.of(session.configFile(), session.machine());
    this.status =
        PublicStatusFile.of(
            session.state().directory().path(),
            session.configFile(),
            session.machine(),
            session.people());
    this.recording = new RunRecording(session);
  }

  /** Runs the chain so often, 0 is for ever; the exit code of the program. */
  int run(int times) {
    try {
      return exitCode(times);
    } catch (RuntimeException | Error e) {
      tellOf(e);
      throw e;
    }
  }

  private int exitCode(int times) {
    definition.unknownKeys().forEach(problem -> session.warn(problem.toString()));
    ChainSinks sinks =
        ChainSinks.of(session, first.chain(), recording.journal(), telemetry, lookups, status);
    session.state().waited().ifPresent(time -> sinks.all().accept(new Event.LockAwaited(time)));
    return exitCode(iterate(times, sinks), sinks.jobs());
  }

  /** A run that was under way has failed; else it is the next one that was refused. */
  private void tellOf(Throwable cause) {
    List<EventSink> sinks = new ArrayList<>(telemetry.sinks());
    status.ifPresent(sinks::add);
    // The others may be what failed.
    EventSink others = EventSink.all(sinks);
    String reason = StartRefusal.reason(cause);
    Optional<Duration> took = recording.abort(reason);
    if (took.isPresent()) {
      others.accept(new Event.GaveUp(reason));
      others.accept(new Event.IterationFinished(1, ChainOutcome.FAILED, took.get()));
    } else {
      refusal.note(session.state(), cause).ifPresent(others::accept);
    }
  }

  private ChainOutcome iterate(int times, ChainSinks sinks) {
    Iterations iterations =
        new Iterations(
            context(sinks), first, definition::plan, recording::nextId, session.machine().share());
    try {
      sinks.jobs().ifPresent(JobsAtBoot::before);
      return iterations.run(times, definition.haltAfter());
    } catch (JobsAtBoot.Unreachable e) {
      return iterations.halted("the jobs of this host cannot be asked for");
    }
  }

  private ChainContext context(ChainSinks sinks) {
    Machine machine = session.machine();
    return new ChainContext(
        session.supervisor(),
        session.environment(),
        sinks.logs(),
        new GateCheck(
            session.state().store().successes(),
            () -> GateContexts.now(machine),
            sinks.journal()::durable),
        sinks.all(),
        session.stop(),
        machine.clock(),
        machine::random,
        telemetry::variables);
  }

  private int exitCode(ChainOutcome outcome, Optional<JobsAtBoot> jobs) {
    return switch (outcome) {
      case SUCCEEDED -> jobs.flatMap(JobsAtBoot::fault).orElse(ExitCode.DONE).number();
      case INTERRUPTED -> 128 + session.stop().signal().orElseThrow();
      case HALTED, EXITED, FAILED -> ExitCode.FAILED.number();
    };
  }

  /** The session last: until then people may be told. */
  @Override
  public void close() {
    telemetry.close(session.stop().requested());
    lookups.close();
    status.ifPresent(PublicStatus::close);
    session.close();
  }
}
