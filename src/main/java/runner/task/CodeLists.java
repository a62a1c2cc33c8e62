package runner.task;

import java.util.Set;

/**
 * Which codes of a task mean what; any other is a retry.
 *
 * @param ok the task is done
 * @param halt the halt task is run and the chain stops
 * @param exit the chain stops without the halt task
 */
public record CodeLists(Set<Integer> ok, Set<Integer> halt, Set<Integer> exit) {
  public CodeLists {
    ok = Set.copyOf(ok);
    halt = Set.copyOf(halt);
    exit = Set.copyOf(exit);
  }

  /** Whether any list says what a code means. */
  public boolean knows(int code) {
    return ok.contains(code) || halt.contains(code) || exit.contains(code);
  }
}
