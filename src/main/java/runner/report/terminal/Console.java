package runner.report.terminal;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import runner.event.Event;
import runner.event.EventSink;
import runner.report.text.EventNarrator;
import runner.report.text.EventText;
import runner.report.text.LogLevel;
import runner.report.text.PrintableText;
import runner.task.Clock;

/**
 * Tells people on standard error what happens: one line a transition. On a terminal what has begun
 * is told by the live line alone, and its line by its result.
 */
public final class Console implements EventSink {
  private final StandardStreams screen;
  private final LogLevel least;
  private final Clock clock;
  private final EventNarrator story;
  private final LiveLineText live;
  private final boolean showsLive;

  /**
   * A console that leaves out what matters less than the least.
   *
   * @param next what the last line says to type for more, given the task that failed
   */
  public Console(
      StandardStreams screen,
      LogLevel least,
      Clock clock,
      Function<Optional<String>, String> next) {
    this.screen = screen;
    this.least = least;
    this.clock = clock;
    Supplier<List<String>> nothing = List::of;
    // Where both streams go one way, the output stands above already.
    this.story =
        new EventNarrator(
            screen.merged() ? nothing : () -> screen.lastLines(EventNarrator.LAST_LINES), next);
    this.live = new LiveLineText(clock, screen.merged() ? nothing : () -> screen.lastLines(1));
    this.showsLive = screen.look().form() == TerminalStyle.Form.LIVE && least != LogLevel.WARN;
  }

  @Override
  public void accept(Event event) {
    boolean changed = live.add(event) && showsLive;
    List<String> lines =
        story.tell(event).stream()
            .filter(line -> level(event, line).compareTo(least) >= 0)
            .map(this::dressed)
            .toList();
    if (changed || !lines.isEmpty()) {
      screen.say(lines, live.text().filter(text -> showsLive));
    }
  }

  private LogLevel level(Event event, EventText.Line line) {
    boolean begins =
        event instanceof Event.TaskStarted
            || event instanceof Event.JobStarted
            || event instanceof Event.RetryScheduled;
    return begins && showsLive ? LogLevel.DEBUG : line.level();
  }

  private String dressed(EventText.Line line) {
    String text = PrintableText.of(line.text());
    TerminalStyle look = screen.look();
    TerminalStyle.Paint paint = paint(line.level());
    if (look.form() == TerminalStyle.Form.JOURNAL) {
      return "<" + line.level().severity() + ">" + look.paint(paint, text);
    }
    String time = clock.now().truncatedTo(ChronoUnit.MILLIS).toString();
    return look.paint(TerminalStyle.Paint.FAINT, time)
        + " "
        + look.paint(paint, line.level() + " " + text);
  }

  private static TerminalStyle.Paint paint(LogLevel level) {
    return switch (level) {
      case ERROR -> TerminalStyle.Paint.BAD;
      case WARN -> TerminalStyle.Paint.DOUBTFUL;
      case INFO -> TerminalStyle.Paint.NONE;
      case DEBUG -> TerminalStyle.Paint.FAINT;
    };
  }
}
