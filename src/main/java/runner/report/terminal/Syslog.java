package runner.report.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import runner.event.Event;
import runner.event.EventSink;
import runner.exec.LinePipe;
import runner.report.text.EventNarrator;
import runner.report.text.EventText;
import runner.report.text.LogLevel;
import runner.report.text.PrintableText;
import runner.stream.ProgramStreams;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Tells syslog, through logger(1), what the console tells: Java itself cannot reach /dev/log. */
public final class Syslog implements EventSink {
  private static final Path LOGGER = Path.of("/usr/bin/logger");

  private final LinePipe logger;
  private final LogLevel least;
  private final EventNarrator story;

  private Syslog(LinePipe logger, LogLevel least, EventNarrator story) {
    this.logger = logger;
    this.least = least;
    this.story = story;
  }

  /**
   * Starts logger(1).
   *
   * @param screen where the output appears whose last lines are told of a failure
   * @param next what the last line says to type for more, given the task that failed
   * @throws RunnerException with 69 where there is none
   */
  public static Syslog open(
      StandardStreams screen, LogLevel least, Function<Optional<String>, String> next) {
    try {
      // Found beforehand, since it is started behind another program that is always there.
      if (Files.isExecutable(LOGGER)) {
        List<String> argv = List.of(LOGGER.toString(), "-t", "runner", "--prio-prefix");
        EventNarrator story =
            new EventNarrator(() -> screen.lastLines(EventNarrator.LAST_LINES), next);
        return new Syslog(screen.helper(argv, Syslog::notice), least, story);
      }
    } catch (IOException e) {
      throw unavailable();
    }
    throw unavailable();
  }

  private static RunnerException unavailable() {
    return new RunnerException(
        ExitCode.UNAVAILABLE, "--syslog", LOGGER + " cannot be started", "install bsdutils");
  }

  @Override
  public void accept(Event event) {
    for (EventText.Line line : story.tell(event)) {
      if (line.level().compareTo(least) >= 0) {
        say(line.level(), PrintableText.of(line.text()));
      }
    }
  }

  private void say(LogLevel level, String text) {
    logger.line("<" + level.severity() + ">" + text);
  }

  private static String notice(long bytes) {
    return "<" + LogLevel.WARN.severity() + ">" + ProgramStreams.missing(bytes) + "\n";
  }
}
