package runner.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import runner.exec.output.NamedPipes;
import runner.exec.output.Output;
import runner.exec.output.ProcessStreams;
import runner.exec.spawn.Environment;
import runner.exec.tree.Cgroup;
import runner.exec.tree.TreeMarker;
import runner.process.ProcessId;
import runner.task.Clock;
import runner.task.Exit;
import runner.wait.StopRequest;

/**
 * Runs processes one after the other. When a process is ended, by its limit or a stop, everything
 * it started is ended with it before the call returns; when it ends by itself, what it left running
 * lives on.
 *
 * <p>Its tests run the whole program: TimeoutTrapsTest, OutputTrapsTest and SignalTrapsTest in e2e.
 */
public final class Supervisor implements AutoCloseable {
  private final NamedPipes pipes;
  private final Clock clock;
  private final String name;
  private final Optional<Cgroup> cgroup;
  private List<String> prefix = List.of();
  private int cookies;

  /**
   * A supervisor.
   *
   * @param directory for its named pipes; exists, is private and is ours alone
   */
  public Supervisor(Path directory, Clock clock) {
    this.pipes = new NamedPipes(directory);
    this.clock = clock;
    this.name = "runner." + ProcessHandle.current().pid() + "." + clock.uptime().toNanos();
    this.cgroup = Cgroup.make(name);
  }

  /** Makes the first pipes now, so that a directory that cannot hold one is noticed early. */
  public void prepare() throws IOException {
    List<String> words = new ArrayList<>();
    cgroup.ifPresent(group -> words.addAll(group.entering()));
    words.addAll(CommandPrefix.triedOn(pipes::make));
    prefix = List.copyOf(words);
  }

  /** The control group of what is running, where one could be made. */
  public Optional<Path> cgroup() {
    return cgroup.map(Cgroup::path);
  }

  /** A word by which the processes of one attempt can be told from all others. */
  public String nextCookie() {
    return name + "." + cookies++;
  }

  /**
   * Runs a command and waits for its end. Never throws for a fault of the command: one that cannot
   * be started is an exit too.
   */
  public Exit run(Command command, Output output, StopRequest stop) {
    return run(command, nextCookie(), output, stop, process -> {});
  }

  /**
   * Runs a command whose processes can be found again after a crash of ours.
   *
   * @param birth told of the process as soon as it exists
   */
  public Exit run(
      Command command, String cookie, Output output, StopRequest stop, Consumer<ProcessId> birth) {
    if (stop.requested()) {
      return Exit.interrupted(-1, Duration.ZERO);
    }
    Duration begun = clock.uptime();
    TreeMarker mark = new TreeMarker(cookie, cgroup);
    TimeoutWatchdog watch = new TimeoutWatchdog(command, mark, stop, clock);
    try {
      if (prefix.isEmpty()) {
        prepare();
      }
      ProcessStreams streams = ProcessStreams.open(pipes, output, clock);
      try {
        int code = execute(command, mark, streams, watch, birth);
        return exit(command, watch, code, clock.uptime().minus(begun));
      } finally {
        streams.drain(stop);
      }
    } catch (IOException e) {
      return Exit.notStarted(e.getMessage());
    }
  }

  private int execute(
      Command command,
      TreeMarker mark,
      ProcessStreams streams,
      TimeoutWatchdog watch,
      Consumer<ProcessId> birth)
      throws IOException {
    Environment environment = command.environment().with(TreeMarker.VARIABLE, mark.cookie());
    try {
      watch.standBy();
      return new SessionExecutor(
              prefix,
              environment,
              streams,
              watch,
              process -> ProcessId.of(process.pid()).ifPresent(birth))
          .run(command.argv());
    } finally {
      watch.dismiss();
      cgroup.ifPresent(Cgroup::release);
    }
  }

  private static Exit exit(Command command, TimeoutWatchdog watch, int code, Duration took) {
    if (watch.cause().isEmpty()) {
      return Exit.ended(code, took);
    }
    return switch (watch.cause().get()) {
      case STOP -> Exit.interrupted(code, took);
      case LIMIT ->
          Exit.timedOut(code, took, command.limit().map(Command.Limit::origin).orElse(""));
    };
  }

  /** Lets background processes keep their output, and removes pipes and control group. */
  @Override
  public void close() {
    cgroup.ifPresent(Cgroup::remove);
    try {
      pipes.close();
    } catch (IOException e) {
      // The directory is emptied by the next start; nothing of a task depends on it.
    }
  }
}
