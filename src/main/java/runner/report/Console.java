package runner.report;

import java.time.temporal.ChronoUnit;
import runner.event.Event;
import runner.event.Events;
import runner.task.Clock;

/** Tells people on standard error what happens: one line a transition. */
public final class Console implements Events {
  private final Screen screen;
  private final Level least;
  private final Clock clock;

  /** A console that leaves out what matters less than the least. */
  public Console(Screen screen, Level least, Clock clock) {
    this.screen = screen;
    this.least = least;
    this.clock = clock;
  }

  @Override
  public void accept(Event event) {
    Wording.Line line = Wording.of(event);
    if (line.level().compareTo(least) >= 0) {
      screen.line(
          clock.now().truncatedTo(ChronoUnit.MILLIS)
              + " "
              + line.level()
              + " "
              + Printable.of(line.text()));
    }
  }
}
