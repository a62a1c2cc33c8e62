package runner.cli.puppet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.host.Machine;
import runner.cli.host.Signals;
import runner.cli.session.TaskEnvironment;
import runner.config.Config;
import runner.exec.Supervisor;
import runner.journal.StateDirectory;
import runner.plan.ChainSettings;
import runner.puppet.Puppet;
import runner.puppet.PuppetContext;
import runner.puppet.PuppetOutcome;
import runner.puppet.PuppetSettings;
import runner.report.terminal.StandardStreams;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;
import runner.wait.StopRequest;

/** Everything one call of Puppet holds open, wired together. */
final class PuppetSession implements AutoCloseable {
  private final StopRequest stop = new StopRequest();
  private final Path pipes = temporary();
  private final Supervisor supervisor;
  private final PuppetSettings settings;
  private final Puppet puppet;
  private final Machine host;

  private PuppetSession(Config config, PuppetSettings settings, Machine host) {
    this.supervisor = new Supervisor(pipes, host.clock());
    this.settings = settings;
    this.host = host;
    PuppetContext call =
        new PuppetContext(
            supervisor,
            TaskEnvironment.ofCaller(host),
            host.variable("PATH").orElse(TaskEnvironment.DEFAULT_PATH),
            config.section("runner").value(ChainSettings.KILL_GRACE),
            stop,
            host.clock(),
            host::random,
            new StandardStreams(host.streams(), stop)::out);
    this.puppet = new Puppet(settings, call);
    Signals.handle(stop);
  }

  /**
   * Reads the configuration and gets ready.
   *
   * @throws RunnerException with every mistake in [puppet]
   */
  static PuppetSession open(GlobalOptions common, Machine host) {
    Config config = common.config();
    List<Problem> problems = new ArrayList<>();
    PuppetSettings settings = PuppetSettings.from(config, problems::add);
    if (!problems.isEmpty()) {
      throw new RunnerException(problems);
    }
    return new PuppetSession(config, settings, host);
  }

  /** Several calls may run at once, and none keeps any state. */
  private static Path temporary() {
    try {
      return StateDirectory.temporary();
    } catch (IOException e) {
      throw new RunnerException(
          ExitCode.CANT_WRITE,
          "the directory for temporary files",
          "nothing can be made there: " + e.getMessage(),
          "make room, or let this user write");
    }
  }

  Puppet puppet() {
    return puppet;
  }

  PuppetSettings settings() {
    return settings;
  }

  /** The exit code after a stop: 128 and the signal's number. */
  int signalled() {
    return 128 + stop.signal().orElseThrow();
  }

  /** Says in one line why Puppet could not be started. */
  void say(PuppetOutcome.NotStarted fault) {
    Problem problem =
        new Problem(
            "puppet",
            "cannot be started: '" + fault.program() + "' " + fault.fact(),
            fault.fix(),
            ExitCode.UNAVAILABLE);
    Messages.say(problem.toString(), host);
  }

  @Override
  public void close() {
    supervisor.close();
    StateDirectory.removeTemporary(pipes);
  }
}
