package runner.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import runner.event.ChainOutcome;
import runner.event.Event;
import runner.task.Verdict;

/** The lines about a chain: the words of each event, with what earlier events said. */
public final class EventNarrator {
  /** Enough to see an error in, and few enough to be read at a serial console. */
  public static final int LAST_LINES = 10;

  private final Supplier<List<String>> lastLines;
  private final Function<Optional<String>, String> next;
  private final RunSummary tally = new RunSummary();
  private Optional<Event.Limit> limit = Optional.empty();
  private Optional<String> failed = Optional.empty();

  /**
   * A narrator for one invocation.
   *
   * @param lastLines the end of the last attempt's output; empty where it stands above already
   * @param next what to type for more, given the task that failed last
   */
  public EventNarrator(Supplier<List<String>> lastLines, Function<Optional<String>, String> next) {
    this.lastLines = lastLines;
    this.next = next;
  }

  /** The lines for an event: one line, and the lines of output that belong to it. */
  public List<EventText.Line> tell(Event event) {
    tally.add(event);
    EventText.Line line = EventText.of(event);
    List<EventText.Line> lines = new ArrayList<>();
    if (event instanceof Event.TaskStarted started) {
      limit = started.limit();
    } else if (event instanceof Event.IterationFinished e) {
      Optional<String> why = failed.filter(task -> e.outcome() != ChainOutcome.SUCCEEDED);
      line = line.and(": " + tally.words()).and("; next: " + next.apply(why));
      failed = Optional.empty();
    } else if (event instanceof Event.TaskFinished e && e.verdict() != Verdict.OK) {
      line = EventText.of(e, limit);
      failed = e.allowed() ? failed : Optional.of(e.attempt().task().file());
      addOutput(line.level(), lines);
    } else if (isEnd(event) && line.level() == LogLevel.ERROR) {
      addOutput(line.level(), lines);
    }
    lines.add(0, line);
    return lines;
  }

  private static boolean isEnd(Event event) {
    return event instanceof Event.JobFinished || event instanceof Event.HaltFinished;
  }

  private void addOutput(LogLevel level, List<EventText.Line> lines) {
    lastLines.get().forEach(last -> lines.add(new EventText.Line(level, "    | " + last)));
  }
}
