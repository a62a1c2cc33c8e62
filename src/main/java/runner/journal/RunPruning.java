package runner.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Removes old runs. An endless chain may have nothing to do for days; its empty iterations must not
 * push out the runs that somebody will ask for.
 */
record RunPruning(RunStore store, RunStore.Reader reader) {
  private static final int MOST_REFUSED = 50;

  /** Whether it succeeded without an attempt at any task: each was skipped, or there is none. */
  static boolean isIdle(RunRecord run) {
    return run.state() == RunRecord.State.SUCCEEDED
        && run.halt().isEmpty()
        && run.steps().stream().noneMatch(step -> step.kind() == RunRecord.Step.Kind.ATTEMPT);
  }

  /**
   * Removes the oldest of the refused starts since the last run that was none: a chain that is
   * refused for ever has no end of a run at which others are removed.
   */
  void pruneRefused() throws IOException {
    List<String> ids = new ArrayList<>(store.ids());
    Collections.reverse(ids);
    int refused = 0;
    for (String id : ids) {
      if (reader.read(id).filter(run -> run.state() == RunRecord.State.REFUSED).isEmpty()) {
        return;
      }
      refused++;
      if (refused > MOST_REFUSED) {
        store.remove(id);
      }
    }
  }

  /**
   * Removes the oldest runs.
   *
   * @param ids all that are kept, the oldest first
   * @param surplus runs in which nothing ran, with a newer one after them
   * @param idle the newest of those, which does not count
   * @param keep how many others are kept; at least one
   */
  void prune(List<String> ids, Set<String> surplus, Optional<String> idle, int keep)
      throws IOException {
    List<String> counted = new ArrayList<>();
    for (String id : ids) {
      // Read again, since the halt task may have run after the end of the run.
      if (surplus.contains(id) && reader.read(id).filter(RunPruning::isIdle).isPresent()) {
        store.remove(id);
      } else if (idle.filter(id::equals).isEmpty()) {
        counted.add(id);
      }
    }
    for (String old : counted.subList(0, Math.max(0, counted.size() - Math.max(1, keep)))) {
      store.remove(old);
    }
  }
}
