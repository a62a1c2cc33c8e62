package runner.cli;

import java.util.Optional;
import picocli.CommandLine;
import runner.cli.command.Messages;
import runner.cli.command.Suggestions;
import runner.cli.config.GetCommand;
import runner.cli.config.GetRequest;
import runner.cli.host.Machine;
import runner.cli.host.StoppedException;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** From arguments to exit code. */
final class Program {
  private Program() {}

  static int run(String[] args, Machine host) {
    try {
      // Tasks wait for a look-up, so it does not build the command model.
      Optional<GetRequest> get = GetRequest.simple(args);
      if (get.isPresent()) {
        return GetCommand.run(get.get(), host);
      }
      Optional<FastPath> wrapped = FastPath.of(args, host);
      return wrapped.isPresent()
          ? wrapped.get().run(host)
          : CommandParser.of(host, args).execute(OptionalValues.closed(args));
    } catch (RunnerException e) {
      return Messages.report(e, host);
    } catch (StoppedException e) {
      return e.exitCode();
    } catch (RuntimeException | Error e) {
      return bug(e, host);
    }
  }

  /** Writes what is left to be written; an answer that could not be written is a failure. */
  static int finish(int code, Machine host) {
    int end = flushed(code, host);
    host.endStreams();
    return end;
  }

  /** A reader of a pipe that has gone, as in {@code runner logs | head -1}, had what it wanted. */
  private static int flushed(int code, Machine host) {
    if (host.out().checkError() && code == ExitCode.DONE.number() && !host.piped()) {
      Messages.say("standard output cannot be written", host);
      return ExitCode.CANT_WRITE.number();
    }
    return code;
  }

  static int usage(CommandLine.ParameterException e, Machine host) {
    Suggestions.lines(e).forEach(line -> Messages.say(line, host));
    Messages.say("see " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help", host);
    return ExitCode.USAGE.number();
  }

  static int bug(Throwable bug, Machine host) {
    Messages.say("this is a bug of runner; please report it with what follows", host);
    bug.printStackTrace(host.err());
    host.err().flush();
    return ExitCode.BUG.number();
  }
}
