package runner.cli.chain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import runner.chain.Chain;
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
  private final Telemetry telemetry;
  private final LookupUpdater lookups;
  private final Optional<PublicStatus> status;
  private final RunRecording recording;

  /**
   * Plans the first iteration, so that every mistake shows before anything runs or is written, and
   * then opens the state.
   */
  static ChainSession open(
      ChainDefinition definition, boolean syslog, Optional<Duration> lockWait) {
    Plan first = definition.plan();
    ConsoleSession console = console(definition, syslog);
    return new ChainSession(
        definition, first, RunSession.open(console, definition.config(), lockWait));
  }

  private static ConsoleSession console(ChainDefinition definition, boolean syslog) {
    GlobalOptions options = definition.common();
    Machine machine = definition.host();
    Function<Optional<String>, String> next = failed -> options.next(failed, machine);
    ConsoleSession console = ConsoleSession.open(options, machine, next);
    List<EventSink> others = new ArrayList<>();
    if (syslog) {
      others.add(Syslog.open(console.streams(), options.level(), next, console.stop()));
    }
    machine
        .variable(SystemdStatus.SOCKET)
        .flatMap(socket -> SystemdStatus.open())
        .ifPresent(others::add);
    return console.alsoTelling(others);
  }

  private ChainSession(ChainDefinition definition, Plan first, RunSession session) {
    this.definition = definition;
    this.first = first;
    this.session = session;
    this.telemetry = new Telemetry(session);
    this.lookups = LookupUpdater.of(session.configFile(), session.machine());
    this.status =
        PublicStatusFile.of(
            session.state().directory().path(), session.machine(), session.people());
    this.recording = new RunRecording(session);
  }

  /** Runs the chain so often, 0 is for ever; the exit code of the program. */
  int run(int times) {
    definition.unknownKeys().forEach(problem -> session.warn(problem.toString()));
    ChainSinks sinks =
        ChainSinks.of(session, first.chain(), recording.journal(), telemetry, lookups, status);
    session.state().waited().ifPresent(time -> sinks.all().accept(new Event.LockAwaited(time)));
    return exitCode(iterate(times, sinks), sinks.jobs());
  }

  private ChainOutcome iterate(int times, ChainSinks sinks) {
    ChainContext context = context(sinks);
    Iterations iterations =
        new Iterations(
            context, first, definition::plan, recording::nextId, session.machine().share());
    try {
      sinks.jobs().ifPresent(JobsAtBoot::before);
      return iterations.run(times, definition.haltAfter());
    } catch (JobsAtBoot.Unreachable e) {
      new Chain(context, first, recording.id()).halt("the jobs of this host cannot be asked for");
      return ChainOutcome.HALTED;
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

  /** The session last: until then people may be told, and nobody else gets the lock. */
  @Override
  public void close() {
    telemetry.close(session.stop().requested());
    lookups.close();
    status.ifPresent(PublicStatus::close);
    session.close();
  }
}
