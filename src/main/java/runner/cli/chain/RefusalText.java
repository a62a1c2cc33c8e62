package runner.cli.chain;

import java.util.regex.Pattern;
import runner.task.Problem;

/** The words that are kept of a problem. Values of the environment are in none of them. */
final class RefusalText {
  /** A line that could not be understood; what section it is of is not told. */
  private static final Pattern LINE = Pattern.compile(".*:[0-9]+");

  private RefusalText() {}

  /** For who may read the state directory. */
  static String kept(Problem problem) {
    boolean mayBeSecret =
        problem.place().contains(": [env") || LINE.matcher(problem.place()).matches();
    return mayBeSecret ? told(problem) : problem.toString();
  }

  /** For everybody: where it is, and what is wrong, but no value. */
  static String told(Problem problem) {
    String fact = problem.fact();
    int from = fact.indexOf('\'');
    int to = fact.lastIndexOf('\'');
    String hidden = to > from ? fact.substring(0, from) + "'…'" + fact.substring(to + 1) : fact;
    return problem.place() + ": " + hidden;
  }
}
