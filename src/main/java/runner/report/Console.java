package runner.report;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import runner.event.Event;
import runner.event.Events;
import runner.task.Clock;

/**
 * Tells people on standard error what happens: one line a transition. On a terminal what has begun
 * is told by the live line alone, and its line by its result.
 */
public final class Console implements Events {
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String DIM = "\u001b[2m";
  private static final String NO_COLOR = "\u001b[m";

  private final Screen screen;
  private final Level least;
  private final Clock clock;
  private final Story story;
  private final LiveLine live;
  private final boolean showsLive;

  /**
   * A console that leaves out what matters less than the least.
   *
   * @param next what the last line says to type for more
   */
  public Console(Screen screen, Level least, Clock clock, String next) {
    this.screen = screen;
    this.least = least;
    this.clock = clock;
    Supplier<List<String>> nothing = List::of;
    // Where both streams go one way, the output stands above already.
    this.story = new Story(screen.merged() ? nothing : () -> Story.lastLines(screen), next);
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
    boolean begins = event instanceof Event.TaskStarted || event instanceof Event.RetryScheduled;
    return begins && showsLive ? Level.DEBUG : line.level();
  }

  private String dressed(Wording.Line line) {
    String text = Printable.of(line.text());
    if (screen.look().form() == Look.Form.JOURNAL) {
      return "<" + line.level().severity() + ">" + colored(line.level(), text);
    }
    String time = clock.now().truncatedTo(ChronoUnit.MILLIS).toString();
    return colored(Level.DEBUG, time) + " " + colored(line.level(), line.level() + " " + text);
  }

  private String colored(Level level, String text) {
    if (!screen.look().color() || level == Level.INFO) {
      return text;
    }
    String color =
        switch (level) {
          case ERROR -> RED;
          case WARN -> YELLOW;
          case INFO, DEBUG -> DIM;
        };
    return color + text + NO_COLOR;
  }
}
