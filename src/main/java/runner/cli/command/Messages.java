package runner.cli.command;

import java.util.List;
import runner.cli.host.Machine;
import runner.report.text.PrintableText;
import runner.task.ExitCode;
import runner.task.Problem;
import runner.task.RunnerException;

/**
 * What a command says outside a chain: its words on standard error, one line each, and on standard
 * output lines that may hold names and messages of others.
 */
public final class Messages {
  /** A large file may have a mistake in each line; the first ones are enough. */
  private static final int MOST_PROBLEMS = 20;

  private Messages() {}

  /** Prints one line on standard error. */
  public static void say(String text, Machine host) {
    host.err().print("runner: " + PrintableText.of(text) + "\n");
    host.err().flush();
  }

  /**
   * Says what is wrong, problem by problem.
   *
   * @return the exit code
   */
  public static int report(RunnerException e, Machine host) {
    e.problems().stream().limit(MOST_PROBLEMS).forEach(problem -> say(problem.toString(), host));
    if (e.problems().size() > MOST_PROBLEMS) {
      say((e.problems().size() - MOST_PROBLEMS) + " more problems are not shown", host);
    }
    return code(e).number();
  }

  /** What the program ends with because of it. */
  public static ExitCode code(RunnerException e) {
    boolean same = e.problems().stream().map(Problem::code).allMatch(e.code()::equals);
    return same ? e.code() : ExitCode.CONFIG;
  }

  /** Prints lines of an answer, in which control characters are shown as escapes. */
  public static void print(List<String> lines, Machine host) {
    lines.forEach(line -> host.out().print(PrintableText.of(line) + "\n"));
  }
}
