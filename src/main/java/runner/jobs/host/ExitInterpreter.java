package runner.jobs.host;

import java.util.Optional;
import runner.jobs.Delivery.Result;
import runner.jobs.Delivery.State;
import runner.jobs.Job;
import runner.task.Exit;

/** What the end of a job's process means for the job. */
final class ExitInterpreter {
  private ExitInterpreter() {}

  /**
   * Reads an exit; 0 alone is success, and no code halts anything.
   *
   * @param start which start of the job it was, from 1
   * @param tail the end of its output
   */
  static JobRecord.End of(Exit exit, Job.Terms terms, int start, String tail) {
    boolean ran = exit.kind() == Exit.Kind.ENDED || exit.kind() == Exit.Kind.TIMED_OUT;
    boolean fine = exit.succeeded();
    State state =
        switch (exit.kind()) {
          case ENDED -> fine ? State.SUCCEEDED : State.FAILED;
          case TIMED_OUT -> State.TIMED_OUT;
          case NOT_STARTED -> State.FAILED;
          case INTERRUPTED -> interrupted(terms, start);
        };
    Optional<Integer> code = ran ? Optional.of(exit.code()) : Optional.empty();
    return new JobRecord.End(state, new Result(code, exit.signal(), tail, reason(exit, fine)));
  }

  private static String reason(Exit exit, boolean fine) {
    if (exit.interrupted()) {
      return "the runner was told to stop while it ran";
    }
    return fine ? "" : exit.words();
  }

  /** It was ended by us, which is no better known to the job than a crash. */
  private static State interrupted(Job.Terms terms, int start) {
    if (!terms.idempotent()) {
      return State.UNKNOWN;
    }
    return start < terms.maxStarts() ? State.PENDING : State.EXHAUSTED;
  }
}
