package runner.task;

import java.util.List;
import java.util.stream.Collectors;

/** The program cannot do what was asked: one or more problems, and the exit code for them. */
public class RunnerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /** All problems found, the first of which decides the exit code. */
  public RunnerException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public RunnerException(ExitCode code, String place, String fact, String fix) {
    this(List.of(new Problem(place, fact, fix, code)));
  }

  public List<Problem> problems() {
    return problems;
  }

  public ExitCode code() {
    return problems.get(0).code();
  }
}
