package runner.retry;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Counts failures against the limits of one iteration. A task with a limit of its own is counted
 * against that alone; the failures of all others add up against the chain's.
 */
public final class RetryBudget {
  private final int chainLimit;
  private int chainFailures;
  private final Map<String, Integer> taskFailures = new HashMap<>();

  /** A limit of n means n passes, the first included. */
  public RetryBudget(int chainLimit) {
    this.chainLimit = chainLimit;
  }

  /** Counts one failure of a task; says whether there may be no further attempt at it. */
  public boolean exhaustedBy(String task, OptionalInt ownLimit) {
    if (ownLimit.isPresent()) {
      return taskFailures.merge(task, 1, Integer::sum) >= ownLimit.getAsInt();
    }
    return ++chainFailures >= chainLimit;
  }
}
