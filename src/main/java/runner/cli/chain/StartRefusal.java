package runner.cli.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import runner.cli.command.GlobalOptions;
import runner.cli.command.Messages;
import runner.cli.host.Machine;
import runner.cli.host.StoppedException;
import runner.cli.host.Version;
import runner.cli.session.PublicStatusFile;
import runner.cli.session.StateLocation;
import runner.cli.session.StateSession;
import runner.config.Config;
import runner.event.Event;
import runner.journal.StateReader;
import runner.report.metrics.MetricsFile;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;
import runner.trust.PathInspection;
import runner.wait.StopRequest;

/**
 * Records a start of the chain that ended before anything ran, so that no older run answers for it.
 * What was refused is not believed: a configuration that cannot be read, has a mistake or may have
 * been written by others names neither the place of the state nor a file of metrics.
 */
final class StartRefusal {
  /** Other codes tell of no start: it was turned away, or never asked for. */
  private static final Set<ExitCode> RECORDED =
      EnumSet.of(
          ExitCode.NO_INPUT,
          ExitCode.UNAVAILABLE,
          ExitCode.BUG,
          ExitCode.CANT_WRITE,
          ExitCode.UNSAFE,
          ExitCode.CONFIG);

  private final GlobalOptions options;
  private final Machine host;
  private Optional<Config> believed = Optional.empty();

  /** A start of which nothing is believed yet. */
  StartRefusal(GlobalOptions options, Machine host) {
    this.options = options;
    this.host = host;
  }

  /** From now on the configuration counts: all of it was read, and found right and safe. */
  void believe(Config config) {
    believed = Optional.of(config);
  }

  /** The same, where problems were found, but none with the configuration itself. */
  void believe(Config config, RunnerException found) {
    if (found.problems().stream().noneMatch(problem -> isOf(config, problem))) {
      believe(config);
    }
  }

  private static boolean isOf(Config config, Problem problem) {
    return problem.code() == ExitCode.NO_INPUT
        || problem.code() == ExitCode.UNSAFE
        || config.files().stream().anyMatch(file -> problem.place().startsWith(file + ":"));
  }

  /**
   * Records that the start ends with an error. Where another runner holds the state, or nothing can
   * be written, nothing is recorded.
   */
  void record(Throwable cause) {
    Path directory =
        believed
            .map(config -> StateLocation.of(options, config, host))
            .orElseGet(() -> StateLocation.unconfigured(options, host))
            .normalize();
    if (problem(cause).isEmpty() || (believed.isEmpty() && host.root() && !isSafe(directory))) {
      return;
    }
    try (StateSession state =
        StateSession.open(
            directory,
            options.configName(),
            Optional.empty(),
            false,
            StopRequest.never(),
            host,
            this::warn)) {
      recordIn(state, cause);
    } catch (RunnerException e) {
      if (e.code() != ExitCode.BUSY) {
        tell(directory, event(nextRun(directory), cause));
      }
    }
  }

  /** The same by a session that holds the lock. */
  void recordIn(StateSession state, Throwable cause) {
    note(state, cause).ifPresent(event -> tell(state.directory().path(), event));
  }

  /**
   * The same, but tells nobody.
   *
   * @return what is to be told
   */
  Optional<Event> note(StateSession state, Throwable cause) {
    return problem(cause)
        .flatMap(problem -> run(state, problem, code(cause)))
        .map(run -> event(run, cause));
  }

  /** The id of the run, also where it cannot be recorded; none where another runner is at work. */
  private Optional<String> run(StateSession state, Problem problem, int code) {
    try {
      return Optional.of(state.refuse(host, code, own(), RefusalText.kept(problem)));
    } catch (RunnerException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(nextRun(state.directory().path()));
    }
  }

  private String nextRun(Path directory) {
    return new StateReader(directory).nextRun(host.clock().now());
  }

  private static Event event(String run, Throwable cause) {
    String words = problem(cause).map(RefusalText::told).orElse("");
    return new Event.StartRefused(run, code(cause), words);
  }

  private void tell(Path directory, Event event) {
    believed
        .flatMap(config -> config.section("runner").value(MetricsFile.KEY))
        .map(file -> MetricsFile.of(file, Version.number(), host.clock(), this::warn))
        .ifPresent(metrics -> metrics.accept(event));
    PublicStatusFile.tell(directory, host, options.configName(), believed.isPresent(), event);
  }

  /** Whether the state directory is of this chain, whatever its configuration says. */
  private boolean own() {
    return believed.isPresent()
        || options.stateDir().isPresent()
        || host.variable("RUNNER_STATE_DIR").isPresent();
  }

  private static boolean isSafe(Path directory) {
    return PathInspection.ofThisProcess().look("state directory", directory);
  }

  private void warn(Event event) {
    if (event instanceof Event.Warning warning) {
      Messages.say(warning.text(), host);
    }
  }

  /** What is kept as the reason of a run that an error ended. */
  static String reason(Throwable cause) {
    return problem(cause).map(RefusalText::kept).orElse("the runner could not go on");
  }

  private static Optional<Problem> problem(Throwable cause) {
    if (cause instanceof RunnerException e) {
      return Optional.of(e.problems().get(0)).filter(p -> RECORDED.contains(p.code()));
    }
    if (cause instanceof StoppedException || cause instanceof CommandLine.ParameterException) {
      return Optional.empty();
    }
    String kind = cause.getClass().getName();
    return Optional.of(new Problem("runner", "ended by a bug: " + kind, "", ExitCode.BUG));
  }

  private static int code(Throwable cause) {
    return cause instanceof RunnerException e ? Messages.code(e).number() : ExitCode.BUG.number();
  }
}
