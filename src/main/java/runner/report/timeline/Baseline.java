package runner.report.timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runner.journal.RunRecord;
import runner.journal.RunRecord.State;
import runner.process.BootId;
import runner.task.TaskName;

/**
 * The runs one is measured against: of each of the last 20 boots before its own the last run; where
 * there was no other boot, the last 20 runs before it.
 */
record Baseline(List<RunRecord> runs, boolean boots) {
  private static final int MOST = 20;

  Baseline {
    runs = List.copyOf(runs);
  }

  /**
   * Chooses them, and reads no further than it must.
   *
   * @param before the runs before it, the newest first
   */
  static Baseline of(RunRecord run, Stream<RunRecord> before) {
    BootId own = run.origin().boot();
    List<RunRecord> sameBoot = new ArrayList<>();
    Map<BootId, RunRecord> boots = new LinkedHashMap<>();
    Iterator<RunRecord> each = before.filter(Baseline::ran).iterator();
    while (boots.size() < MOST && each.hasNext()) {
      RunRecord other = each.next();
      if (!other.origin().boot().agreesWith(own)) {
        boots.putIfAbsent(other.origin().boot(), other);
      } else if (sameBoot.size() < MOST) {
        sameBoot.add(other);
      }
    }
    return boots.isEmpty()
        ? new Baseline(sameBoot, false)
        : new Baseline(List.copyOf(boots.values()), true);
  }

  private static boolean ran(RunRecord run) {
    return run.state() != State.RUNNING && run.state() != State.REFUSED;
  }

  /** What a task usually costs; absent where it never ran in any of them. */
  Optional<Duration> median(TaskName task) {
    List<Duration> times =
        runs.stream()
            .map(run -> TaskCost.of(run, task))
            .filter(cost -> cost.tries() > 0)
            .map(TaskCost::took)
            .sorted()
            .toList();
    int middle = times.size() / 2;
    if (times.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        times.size() % 2 == 1
            ? times.get(middle)
            : times.get(middle - 1).plus(times.get(middle)).dividedBy(2));
  }

  /** "the last 7 boots". */
  String words() {
    String what = boots ? "boot" : "run";
    if (runs.isEmpty()) {
      return "nothing: no boot before it is kept";
    }
    return runs.size() == 1
        ? "the last " + what
        : "the median of the last " + runs.size() + " " + what + "s";
  }
}
