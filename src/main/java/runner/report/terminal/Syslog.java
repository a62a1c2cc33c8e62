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
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.wait.StopRequest;

/** Tells syslog, through logger(1), what the console tells: Java itself cannot reach /dev/log. */
public final class Syslog implements EventSink {
  private static final Path LOGGER = Path.of("/usr/bin/logger");

  private final LinePipe logger;
  private final LogLevel least;
  private final EventNarrator story;
  private final InterruptibleWriter writer;

  private Syslog(LinePipe logger, LogLevel least, EventNarrator story, StopRequest stop) {
    this.logger = logger;
    this.least = least;
    this.story = story;
    this.writer = new InterruptibleWriter(stop);
  }

  /**
   * Starts logger(1).
   *
   * @param screen where the output appears whose last lines are told of a failure
   * @param next what the last line says to type for more, given the task that failed
   * @throws RunnerException with 69 where there is none
   */
  public static Syslog open(
      StandardStreams screen,
      LogLevel least,
      Function<Optional<String>, String> next,
      StopRequest stop) {
    try {
      // Found beforehand, since it is started behind another program that is always there.
      if (Files.isExecutable(LOGGER)) {
        List<String> argv = List.of(LOGGER.toString(), "-t", "runner", "--prio-prefix");
        EventNarrator story =
            new EventNarrator(() -> screen.lastLines(EventNarrator.LAST_LINES), next);
        return new Syslog(LinePipe.start(argv), least, story, stop);
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
        writer.run(() -> say(line));
      }
    }
  }

  private void say(EventText.Line line) {
    try {
      logger.line("<" + line.level().severity() + ">" + PrintableText.of(line.text()));
    } catch (IOException e) {
      // A logger that was ended must not end the chain; the console says everything too.
    }
  }
}
