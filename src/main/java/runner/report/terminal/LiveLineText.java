package runner.report.terminal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import runner.event.Event;
import runner.report.text.EventText;
import runner.report.text.PrintableText;
import runner.task.Clock;
import runner.task.TaskName;

/**
 * What stands in the live line: what runs or is waited for, since when, and for how long at most.
 */
final class LiveLineText {
  private final Clock clock;
  private final Supplier<List<String>> output;
  private List<TaskName> plan = List.of();
  private Optional<Supplier<String>> text = Optional.empty();

  /**
   * A line about nothing.
   *
   * @param output its last line is shown too, where there is one
   */
  LiveLineText(Clock clock, Supplier<List<String>> output) {
    this.clock = clock;
    this.output = output;
  }

  /** What stands there now; asked again, it tells of then. */
  Optional<Supplier<String>> text() {
    return text;
  }

  /** Takes an event in; whether the line is about something else now. */
  boolean add(Event event) {
    Optional<Supplier<String>> before = text;
    if (event instanceof Event.IterationStarted e) {
      plan = e.tasks();
    } else if (event instanceof Event.TaskStarted e) {
      String place = "[" + (plan.indexOf(e.attempt().task()) + 1) + "/" + plan.size() + "] ";
      text = Optional.of(running(place + EventText.name(e.attempt()), e.limit()));
    } else if (event instanceof Event.JobStarted e) {
      Optional<Event.Limit> limit = e.limit().map(time -> new Event.Limit(time, ""));
      text = Optional.of(running(EventText.name(e.job()), limit));
    } else if (event instanceof Event.HaltStarted e) {
      text = Optional.of(running("halt task " + e.task() + ": ", Optional.empty()));
    } else if (event instanceof Event.RetryScheduled e) {
      Duration end = clock.uptime().plus(e.pause());
      text = Optional.of(() -> "try " + e.nextTry() + " begins in " + span(left(end)));
    } else if (ends(event)) {
      text = Optional.empty();
    }
    return !text.equals(before);
  }

  /** All else, such as a warning or the end of a hook, happens while that goes on. */
  private static boolean ends(Event event) {
    return event instanceof Event.TaskFinished
        || event instanceof Event.TaskInterrupted
        || event instanceof Event.TaskSkipped
        || event instanceof Event.JobFinished
        || event instanceof Event.HaltFinished
        || event instanceof Event.GaveUp
        || event instanceof Event.IterationFinished;
  }

  private Supplier<String> running(String name, Optional<Event.Limit> limit) {
    Duration begun = clock.uptime();
    String most = limit.map(l -> " of " + span(l.time())).orElse("");
    return () -> PrintableText.of(name) + span(clock.uptime().minus(begun)) + most + last();
  }

  private String last() {
    return output.get().stream().findFirst().map(line -> " | " + line).orElse("");
  }

  private Duration left(Duration end) {
    Duration left = end.minus(clock.uptime());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * As a clock shows it: 0:07, 12:30, 1:00:00. It is no {@link runner.text.TimeSpan} because it
   * changes each second in place: what follows it should not move with every change of a unit.
   */
  private static String span(Duration time) {
    String seconds = two(time.toSecondsPart());
    return time.toHours() > 0
        ? time.toHours() + ":" + two(time.toMinutesPart()) + ":" + seconds
        : time.toMinutes() + ":" + seconds;
  }

  /** String.format would load the host's language for it: 6 ms of a start. */
  private static String two(int number) {
    return (number < 10 ? "0" : "") + number;
  }
}
