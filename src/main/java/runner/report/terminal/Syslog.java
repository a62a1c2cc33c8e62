package runner.report.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import runner.event.Event;
import runner.event.Events;
import runner.exec.LineFeed;
import runner.report.text.Level;
import runner.report.text.Printable;
import runner.report.text.Story;
import runner.report.text.Wording;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.wait.Stop;

/** Tells syslog, through logger(1), what the console tells: Java itself cannot reach /dev/log. */
public final class Syslog implements Events {
  private static final Path LOGGER = Path.of("/usr/bin/logger");

  private final LineFeed logger;
  private final Level least;
  private final Story story;
  private final Patience patience;

  private Syslog(LineFeed logger, Level least, Story story, Stop stop) {
    this.logger = logger;
    this.least = least;
    this.story = story;
    this.patience = new Patience(stop);
  }

  /**
   * Starts logger(1).
   *
   * @param screen where the output appears whose last lines are told of a failure
   * @param next what the last line says to type for more, given the task that failed
   * @throws RunnerException with 69 where there is none
   */
  public static Syslog open(
      Screen screen, Level least, Function<Optional<String>, String> next, Stop stop) {
    try {
      // Found beforehand, since it is started behind another program that is always there.
      if (Files.isExecutable(LOGGER)) {
        List<String> argv = List.of(LOGGER.toString(), "-t", "runner", "--prio-prefix");
        Story story = new Story(() -> screen.lastLines(Story.LAST_LINES), next);
        return new Syslog(LineFeed.start(argv), least, story, stop);
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
    for (Wording.Line line : story.tell(event)) {
      if (line.level().compareTo(least) >= 0) {
        patience.run(() -> say(line));
      }
    }
  }

  private void say(Wording.Line line) {
    try {
      logger.line("<" + line.level().severity() + ">" + Printable.of(line.text()));
    } catch (IOException e) {
      // A logger that was ended must not end the chain; the console says everything too.
    }
  }
}
