package runner.cli.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import runner.chain.Chain;
import runner.chain.Iterations;
import runner.chain.Remembered;
import runner.chain.Tools;
import runner.cli.command.Common;
import runner.cli.config.ChainSetup;
import runner.cli.host.Host;
import runner.cli.host.Signals;
import runner.cli.jobs.JobStage;
import runner.cli.jobs.JobStageRun;
import runner.cli.jobs.JobsSetup;
import runner.cli.session.ChildEnvironment;
import runner.cli.session.ConfigCommand;
import runner.cli.session.Scratch;
import runner.cli.session.Situation;
import runner.cli.session.StateKeys;
import runner.cli.session.StateLocation;
import runner.cli.session.StateSession;
import runner.cli.session.StatusFile;
import runner.event.Event;
import runner.event.Events;
import runner.event.Outcome;
import runner.exec.Supervisor;
import runner.exec.spawn.Environment;
import runner.journal.Journal;
import runner.journal.RunRecord;
import runner.plan.ChainSettings;
import runner.plan.Plan;
import runner.process.Identity;
import runner.report.TaskHook;
import runner.report.status.PublicStatus;
import runner.report.systemd.UnitStatus;
import runner.report.terminal.Console;
import runner.report.terminal.Look;
import runner.report.terminal.Screen;
import runner.report.terminal.Syslog;
import runner.task.ExitCode;
import runner.wait.Stop;

/** Everything one invocation of the chain holds open, wired together. */
final class ChainRun implements AutoCloseable {
  private final ChainSetup setup;
  private final Stop stop;
  private final Plan first;
  private final StateSession state;
  private final Supervisor supervisor;
  private final Screen screen;
  private final Events people;
  private final LookUps lookUps;
  private final Environment environment;
  private final Telemetry telemetry;
  private final Optional<PublicStatus> status;
  private Optional<JobStageRun> jobs = Optional.empty();
  private String lastId = "";

  private ChainRun(
      ChainSetup setup,
      Stop stop,
      Plan first,
      StateSession state,
      Telemetry telemetry,
      Screen screen,
      Events people) {
    this.setup = setup;
    this.stop = stop;
    this.first = first;
    this.state = state;
    this.screen = screen;
    this.people = people;
    Host host = setup.host();
    Scratch scratch = Scratch.open(state.directory(), host, people);
    this.supervisor = scratch.supervisor();
    Optional<Path> config = setup.common().configFile().map(ConfigCommand::named);
    this.lookUps = LookUps.of(config, host);
    String look = ConfigCommand.of(config, host, scratch.directory());
    this.environment = ChildEnvironment.of(setup.config(), look, host);
    this.telemetry = telemetry;
    this.status = StatusFile.of(state.directory().path(), host, people);
  }

  /**
   * Plans the first iteration, so that every mistake shows before anything runs or is written, and
   * then opens the state.
   */
  static ChainRun open(ChainSetup setup, boolean syslog, Optional<Duration> lockWait) {
    Plan first = setup.plan();
    Host host = setup.host();
    Stop stop = new Stop();
    Signals.handle(stop);
    Common common = setup.common();
    Screen screen = new Screen(stop, Look.of(2, host::variable, common.colors()));
    Function<Optional<String>, String> next = failed -> common.next(failed, host);
    List<Events> people = new ArrayList<>();
    people.add(new Console(screen, common.level(), host.clock(), next));
    if (syslog) {
      people.add(Syslog.open(screen, common.level(), next, stop));
    }
    host.variable(UnitStatus.SOCKET).flatMap(socket -> UnitStatus.open()).ifPresent(people::add);
    Events told = Events.all(people);
    Path path = StateLocation.of(common, setup.config(), host);
    StateSession state =
        StateSession.open(path, lockWait, setup.read(ChainSettings.KILL_GRACE), stop, host, told);
    Telemetry telemetry = new Telemetry(setup, state.waited().orElse(Duration.ZERO), told);
    return new ChainRun(setup, stop, first, state, telemetry, screen, told);
  }

  Outcome iterate(int times) {
    setup.unknownKeys().forEach(problem -> people.accept(new Event.Warning(problem.toString())));
    RunLogs logs = new RunLogs(state.memory(), screen, setup.read(StateKeys.LOG_MAX_SIZE), people);
    Journal journal = journal();
    Events told = told(journal);
    Optional<Events> hook = hook(told);
    List<Events> sinks = new ArrayList<>(List.of(told, logs, lookUps));
    status.ifPresent(sinks::add);
    hook.ifPresent(sinks::add);
    sinks.add(new RunKeeper(state.memory(), setup.read(StateKeys.KEEP_RUNS), setup.host(), people));
    jobs = jobs(hook);
    jobs.ifPresent(sinks::add);
    Tools tools = tools(journal, logs, Events.all(sinks));
    try {
      jobs.ifPresent(JobStageRun::before);
      return iterations(tools).run(times, setup.haltAfter());
    } catch (JobStageRun.Unreachable e) {
      new Chain(tools, first, lastId).halt("the jobs of this host cannot be asked for");
      return Outcome.HALTED;
    }
  }

  /** What happens is on the disk before people and their tools are told of it. */
  private Events told(Journal journal) {
    List<Events> sinks = new ArrayList<>(List.of(journal, people));
    sinks.addAll(telemetry.sinks());
    Events told = Events.all(sinks);
    state.waited().ifPresent(time -> told.accept(new Event.LockAwaited(time)));
    return told;
  }

  private Tools tools(Journal journal, RunLogs logs, Events sinks) {
    Host host = setup.host();
    return new Tools(
        supervisor,
        environment,
        logs,
        new Remembered(state.memory().successes(), () -> Situation.now(host), journal::durable),
        sinks,
        stop,
        host.clock(),
        host::random,
        telemetry::variables);
  }

  private Iterations iterations(Tools tools) {
    List<Plan> planned = new ArrayList<>(List.of(first));
    return new Iterations(
        tools,
        () -> planned.isEmpty() ? setup.plan() : planned.remove(0),
        this::nextId,
        setup.host().share());
  }

  /** Nothing of jobs is looked at, let alone opened, unless they are switched on. */
  private Optional<JobStageRun> jobs(Optional<Events> hook) {
    if (!setup.config().sections().contains("jobs")) {
      return Optional.empty();
    }
    JobsSetup jobsSetup = JobsSetup.of(setup.common(), setup.config(), setup.host());
    if (!jobsSetup.settings().enabled()) {
      return Optional.empty();
    }
    Events told = hook.map(h -> Events.all(List.of(people, h))).orElse(people);
    JobStage stage = new JobStage(jobsSetup, supervisor, environment, screen, told, stop);
    return Optional.of(new JobStageRun(stage, people));
  }

  /** What is to be the exit code although the chain succeeded. */
  Optional<ExitCode> jobsFault() {
    return jobs.flatMap(JobStageRun::fault);
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
    Host host = setup.host();
    RunRecord.Origin origin =
        new RunRecord.Origin(
            host.bootId(),
            host.instanceId(),
            host.pid(),
            Identity.of(host.pid()).map(Identity::started).orElse(0L),
            supervisor.cgroup());
    return state.memory().journal(origin, this::onTrouble);
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

  private Optional<Events> hook(Events told) {
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
