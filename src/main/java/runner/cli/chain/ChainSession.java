package runner.cli.chain;

import java.io.IOException;
import java.nio.file.Path;
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
import runner.cli.host.Signals;
import runner.cli.jobs.JobsAtBoot;
import runner.cli.jobs.JobsRunner;
import runner.cli.jobs.JobsSetup;
import runner.cli.session.ConfigCmdVariable;
import runner.cli.session.GateContexts;
import runner.cli.session.PublicStatusFile;
import runner.cli.session.ScratchSpace;
import runner.cli.session.StateKeys;
import runner.cli.session.StateLocation;
import runner.cli.session.StateSession;
import runner.cli.session.TaskEnvironment;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.event.EventSink;
import runner.exec.Supervisor;
import runner.exec.spawn.Environment;
import runner.journal.Journal;
import runner.plan.ChainSettings;
import runner.plan.Plan;
import runner.report.TaskHook;
import runner.report.status.PublicStatus;
import runner.report.systemd.SystemdStatus;
import runner.report.terminal.Console;
import runner.report.terminal.StandardStreams;
import runner.report.terminal.Syslog;
import runner.report.terminal.TerminalStyle;
import runner.task.ExitCode;
import runner.wait.StopRequest;

/** Everything one invocation of the chain holds open, wired together. */
final class ChainSession implements AutoCloseable {
  private final ChainDefinition setup;
  private final StopRequest stop;
  private final Plan first;
  private final StateSession state;
  private final Supervisor supervisor;
  private final StandardStreams screen;
  private final EventSink people;
  private final LookupUpdater lookUps;
  private final Environment environment;
  private final Telemetry telemetry;
  private final Optional<PublicStatus> status;
  private Optional<JobsAtBoot> jobs = Optional.empty();
  private String lastId = "";

  private ChainSession(
      ChainDefinition setup,
      StopRequest stop,
      Plan first,
      StateSession state,
      Telemetry telemetry,
      StandardStreams screen,
      EventSink people) {
    this.setup = setup;
    this.stop = stop;
    this.first = first;
    this.state = state;
    this.screen = screen;
    this.people = people;
    Machine host = setup.host();
    ScratchSpace scratch = ScratchSpace.open(state.directory(), host, people);
    this.supervisor = scratch.supervisor();
    Optional<Path> config = setup.common().configFile().map(ConfigCmdVariable::named);
    this.lookUps = LookupUpdater.of(config, host);
    String look = ConfigCmdVariable.of(config, host, scratch.directory());
    this.environment = TaskEnvironment.of(setup.config(), look, host);
    this.telemetry = telemetry;
    this.status = PublicStatusFile.of(state.directory().path(), host, people);
  }

  /**
   * Plans the first iteration, so that every mistake shows before anything runs or is written, and
   * then opens the state.
   */
  static ChainSession open(ChainDefinition setup, boolean syslog, Optional<Duration> lockWait) {
    Plan first = setup.plan();
    Machine host = setup.host();
    StopRequest stop = new StopRequest();
    Signals.handle(stop);
    GlobalOptions common = setup.common();
    StandardStreams screen =
        new StandardStreams(stop, TerminalStyle.of(2, host::variable, common.colors()));
    Function<Optional<String>, String> next = failed -> common.next(failed, host);
    List<EventSink> people = new ArrayList<>();
    people.add(new Console(screen, common.level(), host.clock(), next));
    if (syslog) {
      people.add(Syslog.open(screen, common.level(), next, stop));
    }
    host.variable(SystemdStatus.SOCKET)
        .flatMap(socket -> SystemdStatus.open())
        .ifPresent(people::add);
    EventSink told = EventSink.all(people);
    Path path = StateLocation.of(common, setup.config(), host);
    StateSession state =
        StateSession.open(path, lockWait, setup.read(ChainSettings.KILL_GRACE), stop, host, told);
    Telemetry telemetry = new Telemetry(setup, state.waited().orElse(Duration.ZERO), told);
    return new ChainSession(setup, stop, first, state, telemetry, screen, told);
  }

  ChainOutcome iterate(int times) {
    setup.unknownKeys().forEach(problem -> people.accept(new Event.Warning(problem.toString())));
    RunLogs logs = new RunLogs(state.memory(), screen, setup.read(StateKeys.LOG_MAX_SIZE), people);
    Journal journal = journal();
    EventSink told = told(journal);
    Optional<EventSink> hook = hook(told);
    List<EventSink> sinks = new ArrayList<>(List.of(told, logs, lookUps));
    status.ifPresent(sinks::add);
    hook.ifPresent(sinks::add);
    sinks.add(
        new RunRetention(state.memory(), setup.read(StateKeys.KEEP_RUNS), setup.host(), people));
    jobs = jobs(hook);
    jobs.ifPresent(sinks::add);
    ChainContext tools = tools(journal, logs, EventSink.all(sinks));
    try {
      jobs.ifPresent(JobsAtBoot::before);
      return iterations(tools).run(times, setup.haltAfter());
    } catch (JobsAtBoot.Unreachable e) {
      new Chain(tools, first, lastId).halt("the jobs of this host cannot be asked for");
      return ChainOutcome.HALTED;
    }
  }

  /** What happens is on the disk before people and their tools are told of it. */
  private EventSink told(Journal journal) {
    List<EventSink> sinks = new ArrayList<>(List.of(journal, people));
    sinks.addAll(telemetry.sinks());
    EventSink told = EventSink.all(sinks);
    state.waited().ifPresent(time -> told.accept(new Event.LockAwaited(time)));
    return told;
  }

  private ChainContext tools(Journal journal, RunLogs logs, EventSink sinks) {
    Machine host = setup.host();
    return new ChainContext(
        supervisor,
        environment,
        logs,
        new GateCheck(state.memory().successes(), () -> GateContexts.now(host), journal::durable),
        sinks,
        stop,
        host.clock(),
        host::random,
        telemetry::variables);
  }

  private Iterations iterations(ChainContext tools) {
    List<Plan> planned = new ArrayList<>(List.of(first));
    return new Iterations(
        tools,
        () -> planned.isEmpty() ? setup.plan() : planned.remove(0),
        this::nextId,
        setup.host().share());
  }

  /** Nothing of jobs is looked at, let alone opened, unless they are switched on. */
  private Optional<JobsAtBoot> jobs(Optional<EventSink> hook) {
    if (!setup.config().sections().contains("jobs")) {
      return Optional.empty();
    }
    JobsSetup jobsSetup = JobsSetup.of(setup.common(), setup.config(), setup.host());
    if (!jobsSetup.settings().enabled()) {
      return Optional.empty();
    }
    EventSink told = hook.map(h -> EventSink.all(List.of(people, h))).orElse(people);
    JobsRunner stage = new JobsRunner(jobsSetup, supervisor, environment, screen, told, stop);
    return Optional.of(new JobsAtBoot(stage, people));
  }

  /** What is to be the exit code although the chain succeeded. */
  Optional<ExitCode> jobsFault() {
    return jobs.flatMap(JobsAtBoot::fault);
  }

  /** The signal that ended it. */
  int signal() {
    return stop.signal().orElseThrow();
  }

  private String nextId() {
    try {
      state.assertAlone();
      lastId = state.memory().nextRun();
      return lastId;
    } catch (IOException e) {
      throw StateSession.cannotWrite(state.directory().path(), e);
    }
  }

  private Journal journal() {
    return state.memory().journal(state.origin(setup.host(), supervisor.cgroup()), this::onTrouble);
  }

  /**
   * A full disk does not keep an instance from being provisioned: a task may be the one that frees
   * it. Any other failure to remember ends the chain.
   */
  private void onTrouble(IOException e, boolean noSpace) {
    if (!noSpace) {
      throw StateSession.cannotWrite(state.directory().path(), e);
    }
    String text = "the disk is full: what happens from here on in this run is not remembered";
    people.accept(new Event.Warning(text));
  }

  private Optional<EventSink> hook(EventSink told) {
    ChainSettings chain = first.chain();
    if (chain.hook().isEmpty()) {
      return Optional.empty();
    }
    TaskHook.Settings settings =
        new TaskHook.Settings(
            chain.hook(), chain.hookMaxTime(), chain.killGrace(), setup.host().name());
    return Optional.of(
        new TaskHook(
            settings, supervisor, environment, screen.output(Optional.empty()), stop, told));
  }

  @Override
  public void close() {
    telemetry.close(stop.requested());
    screen.clear();
    lookUps.close();
    status.ifPresent(PublicStatus::close);
    supervisor.close();
    state.close();
  }
}
