package runner.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runner.cli.command.GlobalOptions;
import runner.cli.host.Machine;
import runner.config.Config;
import runner.config.Key;
import runner.event.Event;
import runner.event.EventSink;
import runner.exec.Supervisor;
import runner.exec.spawn.Environment;
import runner.journal.AttemptLog;
import runner.plan.ChainSettings;
import runner.report.TaskHook;
import runner.report.terminal.StandardStreams;
import runner.task.RunnerException;
import runner.wait.StopRequest;

/**
 * What every run on this host holds open, be it of the chain or of jobs that a person asks for: the
 * console, the state with its lock, and what processes are started with.
 */
public final class RunSession implements AutoCloseable {
  private final ConsoleSession console;
  private final Config config;
  private final StateSession state;
  private final Supervisor supervisor;
  private final Environment environment;

  private RunSession(
      ConsoleSession console,
      Config config,
      StateSession state,
      Supervisor supervisor,
      Environment environment) {
    this.console = console;
    this.config = config;
    this.state = state;
    this.supervisor = supervisor;
    this.environment = environment;
  }

  /**
   * Settles what a dead runner left, and gets ready to start processes.
   *
   * @param state whose lock is held
   * @throws RunnerException 73 where state cannot be written
   */
  public static RunSession open(ConsoleSession console, Config config, StateSession state) {
    Machine machine = console.machine();
    Duration grace = config.section("runner").value(ChainSettings.KILL_GRACE);
    state.settle(grace, console.stop(), machine, console.people());
    ScratchSpace scratch = ScratchSpace.open(state.directory(), machine, console.people());
    try {
      return new RunSession(
          console, config, state, scratch.supervisor(), environment(console, config, scratch));
    } catch (RunnerException e) {
      scratch.supervisor().close();
      throw e;
    }
  }

  private static Environment environment(
      ConsoleSession console, Config config, ScratchSpace scratch) {
    Optional<Path> file = console.options().configFile();
    String configCmd = ConfigCmdVariable.of(file, console.machine(), scratch.directory());
    return TaskEnvironment.of(config, configCmd, console.machine());
  }

  public GlobalOptions options() {
    return console.options();
  }

  public Config config() {
    return config;
  }

  /** The value of a key of [runner] that was found to be right. */
  public <T> T value(Key<T> key) {
    return config.section("runner").value(key);
  }

  /** The configuration, by the path that tasks know it by. */
  public Optional<Path> configFile() {
    return options().configFile().map(GlobalOptions::named);
  }

  public Machine machine() {
    return console.machine();
  }

  public StopRequest stop() {
    return console.stop();
  }

  public StandardStreams streams() {
    return console.streams();
  }

  /** Who reads what happens. */
  public EventSink people() {
    return console.people();
  }

  /** Prints a warning. */
  public void warn(String text) {
    people().accept(new Event.Warning(text));
  }

  public StateSession state() {
    return state;
  }

  public Supervisor supervisor() {
    return supervisor;
  }

  /** The environment of all that is started. */
  public Environment environment() {
    return environment;
  }

  /**
   * Creates a log; that it cannot be written is no reason to keep a host from being provisioned.
   */
  public Optional<AttemptLog> createLog(Path path) {
    try {
      return Optional.of(AttemptLog.create(path, value(StateKeys.LOG_MAX_SIZE)));
    } catch (IOException e) {
      warn("output is not kept: " + path + " cannot be written");
      return Optional.empty();
    }
  }

  /**
   * The user's hook, where one is set.
   *
   * @param told hears when it has ended, and how
   */
  public Optional<EventSink> hook(ChainSettings chain, EventSink told) {
    if (chain.hook().isEmpty()) {
      return Optional.empty();
    }
    TaskHook.Settings settings =
        new TaskHook.Settings(
            chain.hook(),
            chain.hookMaxTime(),
            chain.maxTotalTime(),
            chain.killGrace(),
            machine().name());
    return Optional.of(
        new TaskHook(
            settings,
            supervisor,
            environment,
            streams().output(Optional.empty()),
            stop(),
            machine().clock(),
            told));
  }

  /** Clears the live line, and removes the scratch space. */
  @Override
  public void close() {
    streams().clear();
    supervisor.close();
  }
}
