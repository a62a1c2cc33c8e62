package runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import runner.event.Event;
import runner.task.Verdict;

/** What is told of a chain, line by line: the words of each event, and what was seen before it. */
final class Story {
  /** Enough to see an error in, and few enough to be read at a serial console. */
  private static final int LAST_LINES = 10;

  private final Supplier<List<String>> lastLines;
  private final String next;
  private final Tally tally = new Tally();
  private Optional<Event.Limit> limit = Optional.empty();

  /**
   * A story that begins.
   *
   * @param lastLines the end of the last attempt's output; empty where it stands above already
   * @param next what to type for more
   */
  Story(Supplier<List<String>> lastLines, String next) {
    this.lastLines = lastLines;
    this.next = next;
  }

  /** The last lines of an output, as many as are told. */
  static List<String> lastLines(Screen screen) {
    return screen.lastLines(LAST_LINES);
  }

  /** What is told of an event: one line, and those of the output that belong to it. */
  List<Wording.Line> tell(Event event) {
    tally.add(event);
    Wording.Line line = Wording.of(event);
    List<Wording.Line> lines = new ArrayList<>();
    if (event instanceof Event.TaskStarted started) {
      limit = started.limit();
    } else if (event instanceof Event.IterationFinished) {
      line = line.and(": " + tally.words()).and("; next: " + next);
    } else if (event instanceof Event.TaskFinished e && e.verdict() != Verdict.OK) {
      line = Wording.of(e, limit);
      Level level = line.level();
      lastLines.get().forEach(last -> lines.add(new Wording.Line(level, "    | " + last)));
    }
    lines.add(0, line);
    return lines;
  }
}
