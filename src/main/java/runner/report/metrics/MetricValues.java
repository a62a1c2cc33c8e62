package runner.report.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.task.Exit;
import runner.task.TaskName;
import runner.text.EnumWord;

/** The figures of one invocation, as they stand. */
final class MetricValues {
  private final String version;
  private final Duration lockWait;
  private final Map<String, OfTask> tasks = new LinkedHashMap<>();
  private PreviousMetrics former;
  private String state = "";
  private Optional<Instant> started = Optional.empty();
  private int tries;

  /**
   * What is known of one task.
   *
   * @param took the last attempt that ran to its end
   * @param code its code; none where the process never was or was ended by us
   */
  record OfTask(Optional<Duration> took, OptionalInt code, String result, int retries) {
    static OfTask unknown() {
      return new OfTask(Optional.empty(), OptionalInt.empty(), "", 0);
    }

    OfTask ran(Exit exit, String word) {
      boolean ended = exit.kind() == Exit.Kind.ENDED;
      OptionalInt said = ended ? OptionalInt.of(exit.code()) : OptionalInt.empty();
      return new OfTask(Optional.of(exit.took()), said, word, retries);
    }

    OfTask skipped() {
      return new OfTask(took, code, "skipped", retries);
    }

    OfTask retried() {
      return new OfTask(took, code, result, retries + 1);
    }
  }

  MetricValues(String version, Duration lockWait, PreviousMetrics former) {
    this.version = version;
    this.lockWait = lockWait;
    this.former = former;
  }

  /** Takes an event in; whether it is one that people wait to see. */
  boolean note(Event event, Instant now) {
    if (event instanceof Event.IterationStarted e) {
      state = "running";
      started = Optional.of(now);
      tries = 1;
      Set<String> planned = new TreeSet<>(e.tasks().stream().map(TaskName::file).toList());
      tasks.keySet().retainAll(planned);
      return true;
    } else if (event instanceof Event.TaskFinished e) {
      change(e.attempt().task(), known -> known.ran(e.exit(), EnumWord.of(e.verdict())));
    } else if (event instanceof Event.TaskInterrupted e) {
      change(e.attempt().task(), known -> known.ran(e.exit(), "interrupted"));
    } else if (event instanceof Event.TaskSkipped e) {
      change(e.task(), OfTask::skipped);
    } else if (event instanceof Event.RetryScheduled e) {
      tries = e.nextTry();
      change(e.task(), OfTask::retried);
      return true;
    } else if (event instanceof Event.IterationFinished e) {
      finish(e, now);
      return true;
    } else if (event instanceof Event.StartRefused) {
      refuse(now);
      return true;
    }
    return false;
  }

  private void refuse(Instant now) {
    state = "refused";
    started = Optional.of(now);
    tries = 0;
    former = new PreviousMetrics(Optional.of("0"), Optional.empty(), former.lastSuccess());
  }

  private void change(TaskName task, java.util.function.UnaryOperator<OfTask> change) {
    tasks.put(task.file(), change.apply(tasks.getOrDefault(task.file(), OfTask.unknown())));
  }

  private void finish(Event.IterationFinished event, Instant now) {
    boolean good = event.outcome() == ChainOutcome.SUCCEEDED;
    state = EnumWord.of(event.outcome());
    former =
        new PreviousMetrics(
            Optional.of(good ? "1" : "0"),
            Optional.of(MetricsText.seconds(event.took())),
            good ? Optional.of(Long.toString(now.getEpochSecond())) : former.lastSuccess());
  }

  String version() {
    return version;
  }

  Duration lockWait() {
    return lockWait;
  }

  /** The last outcome there was: of this invocation, else of the one before. */
  PreviousMetrics last() {
    return former;
  }

  /** "running", or how it ended. */
  String state() {
    return state;
  }

  Optional<Instant> started() {
    return started;
  }

  int tries() {
    return tries;
  }

  /** By file name, in the order of their first attempts. */
  Map<String, OfTask> tasks() {
    return tasks;
  }
}
