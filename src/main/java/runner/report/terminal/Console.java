package runner.report.terminal;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import runner.event.Event;
import runner.event.Events;
import runner.report.text.Level;
import runner.report.text.Printable;
import runner.report.text.Story;
import runner.report.text.Wording;
import runner.task.Clock;

/**
 * Tells people on standard error what happens: one line a transition. On a terminal what has begun
 * is told by the live line alone, and its line by its result.
 */
public final class Console implements Events {
  private final Screen screen;
  private final Level least;
  private final Clock clock;
  private final Story story;
  private final LiveLine live;
  private final boolean showsLive;

  /**
   * A console that leaves out what matters less than the least.
   *
   * @param next what the last line says to type for more, given the task that failed
   */
  public Console(Screen screen, Level least, Clock clock, Function<Optional<String>, String> next) {
    this.screen = screen;
    this.least = least;
    this.clock = clock;
    Supplier<List<String>> nothing = List::of;
    // Where both streams go one way, the output stands above already.
    this.story =
        new Story(screen.merged() ? nothing : () -> screen.lastLines(Story.LAST_LINES), next);
    this.live = new LiveLine(clock, screen.merged() ? nothing : () -> screen.lastLines(1));
    this.showsLive = screen.look().form() == Look.Form.LIVE && least != Level.WARN;
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

  private Level level(Event event, Wording.Line line) {
    boolean begins =
        event instanceof Event.TaskStarted
            || event instanceof Event.JobStarted
            || event instanceof Event.RetryScheduled;
    return begins && showsLive ? Level.DEBUG : line.level();
  }

  private String dressed(Wording.Line line) {
    String text = Printable.of(line.text());
    Look look = screen.look();
    Look.Paint paint = paint(line.level());
    if (look.form() == Look.Form.JOURNAL) {
      return "<" + line.level().severity() + ">" + look.paint(paint, text);
    }
    String time = clock.now().truncatedTo(ChronoUnit.MILLIS).toString();
    return look.paint(Look.Paint.FAINT, time) + " " + look.paint(paint, line.level() + " " + text);
  }

  private static Look.Paint paint(Level level) {
    return switch (level) {
      case ERROR -> Look.Paint.BAD;
      case WARN -> Look.Paint.DOUBTFUL;
      case INFO -> Look.Paint.NONE;
      case DEBUG -> Look.Paint.FAINT;
    };
  }
}
