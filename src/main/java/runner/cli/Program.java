package runner.cli;

import java.util.Optional;
import picocli.CommandLine;
import runner.report.Printable;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;

/** From arguments to exit code. */
final class Program {
  /** A file of a megabyte may hold as many mistakes as lines; the first ones tell. */
  private static final int MOST_PROBLEMS = 20;

  private Program() {}

  static int run(String[] args, Host host) {
    try {
      // The look-up is what tasks wait for; it does without the command model.
      Optional<GetRequest> get = GetRequest.simple(args);
      if (get.isPresent()) {
        return GetCommand.run(get.get(), host);
      }
      Optional<DirectCall> wrapped = DirectCall.of(args, host);
      return wrapped.isPresent()
          ? wrapped.get().run(host)
          : CommandModel.of(host, args).execute(OptionalValues.closed(args));
    } catch (RunnerException e) {
      return report(e, host);
    } catch (Stopped e) {
      return e.exitCode();
    } catch (RuntimeException | Error e) {
      return bug(e, host);
    }
  }

  /** Writes out what was said; an answer that could not be written is none. */
  static int finish(int code, Host host) {
    if (host.out().checkError() && code == ExitCode.DONE.number()) {
      say("standard output cannot be written", host);
      return ExitCode.CANT_WRITE.number();
    }
    return code;
  }

  /** Says what is wrong, problem by problem. */
  static int report(RunnerException e, Host host) {
    e.problems().stream().limit(MOST_PROBLEMS).forEach(problem -> say(problem.toString(), host));
    if (e.problems().size() > MOST_PROBLEMS) {
      say((e.problems().size() - MOST_PROBLEMS) + " more problems are not shown", host);
    }
    return code(e);
  }

  private static int code(RunnerException e) {
    return e.problems().stream().map(Problem::code).allMatch(e.code()::equals)
        ? e.code().number()
        : ExitCode.CONFIG.number();
  }

  static int usage(CommandLine.ParameterException e, Host host) {
    say(e.getMessage(), host);
    Suggestions.of(e).ifPresent(meant -> say("did you mean " + meant + "?", host));
    say("see " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help", host);
    return ExitCode.USAGE.number();
  }

  static int bug(Throwable bug, Host host) {
    say("this is a bug of runner; please report it with what follows", host);
    bug.printStackTrace(host.err());
    host.err().flush();
    return ExitCode.BUG.number();
  }

  static void say(String text, Host host) {
    host.err().print("runner: " + Printable.of(text) + "\n");
    host.err().flush();
  }
}
