package runner.report.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runner.event.Event;
import runner.task.TaskName;
import runner.task.Verdict;

/** What became of each task of an iteration, counted for its last line. */
final class RunSummary {
  private static final int MOST_NAMES = 3;

  private final Map<TaskName, Fate> fates = new LinkedHashMap<>();

  /** How a task stands; a later pass may change it. */
  private enum Fate {
    DONE("done"),
    ALLOWED("failed as allowed"),
    SKIPPED("skipped"),
    FAILED("failed"),
    INTERRUPTED("interrupted"),
    NOT_RUN("not run");

    private final String word;

    Fate(String word) {
      this.word = word;
    }
  }

  void add(Event event) {
    if (event instanceof Event.IterationStarted e) {
      fates.clear();
      e.tasks().forEach(task -> fates.put(task, Fate.NOT_RUN));
    } else if (event instanceof Event.TaskFinished e) {
      Fate failed = e.allowed() ? Fate.ALLOWED : Fate.FAILED;
      fates.put(e.attempt().task(), e.verdict() == Verdict.OK ? Fate.DONE : failed);
    } else if (event instanceof Event.TaskSkipped e) {
      fates.put(e.task(), Fate.SKIPPED);
    } else if (event instanceof Event.TaskInterrupted e) {
      fates.put(e.attempt().task(), Fate.INTERRUPTED);
    }
  }

  /** The counts that are not zero, and the names of tasks that failed; never empty. */
  String words() {
    if (fates.isEmpty()) {
      return "there was no task";
    }
    List<String> words = new ArrayList<>();
    for (Fate fate : Fate.values()) {
      List<String> names =
          fates.keySet().stream()
              .filter(task -> fates.get(task) == fate)
              .map(TaskName::toString)
              .toList();
      if (!names.isEmpty()) {
        boolean named = fate == Fate.FAILED || fate == Fate.INTERRUPTED;
        words.add(names.size() + " " + fate.word + (named ? " (" + shown(names) + ")" : ""));
      }
    }
    return String.join(", ", words);
  }

  private static String shown(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    return names.size() > MOST_NAMES ? first + ", ..." : first;
  }
}
