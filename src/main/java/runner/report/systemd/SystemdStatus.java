package runner.report.systemd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import runner.event.Event;
import runner.event.EventSink;
import runner.event.TaskAttempt;
import runner.exec.LinePipe;
import runner.report.text.PrintableText;
import runner.stream.ProgramStreams;
import runner.text.EnumWord;
import runner.text.TimeSpan;

/**
 * Tells systemd what the chain is at, for the line {@code Status:} of {@code systemctl status}.
 * Java cannot reach the socket (it is one for datagrams), so systemd-notify(1) does; xargs(1) calls
 * it, one line after the other, and the chain waits for neither.
 */
public final class SystemdStatus implements EventSink {
  /** The variable by which systemd says that it wants to be told. */
  public static final String SOCKET = "NOTIFY_SOCKET";

  private static final Path NOTIFY = Path.of("/usr/bin/systemd-notify");
  private static final List<String> FEED =
      List.of("/usr/bin/xargs", "-d", "\\n", "-I", "{}", NOTIFY.toString(), "--status={}");

  private final LinePipe lines;

  private SystemdStatus(LinePipe lines) {
    this.lines = lines;
  }

  /** Starts the feed, if the program is there; what it would say is in the journal as well. */
  public static Optional<EventSink> open(ProgramStreams streams) {
    try {
      return Files.isExecutable(NOTIFY)
          ? Optional.of(new SystemdStatus(LinePipe.start(FEED, streams, bytes -> "")))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void accept(Event event) {
    words(event).map(PrintableText::of).ifPresent(lines::line);
  }

  static Optional<String> words(Event event) {
    if (event instanceof Event.TaskStarted e) {
      return Optional.of(name(e.attempt()));
    } else if (event instanceof Event.RetryScheduled e) {
      return Optional.of(
          "waits "
              + TimeSpan.exact(e.pause())
              + " for try "
              + e.nextTry()
              + ": "
              + e.task()
              + " failed");
    } else if (event instanceof Event.HaltStarted e) {
      return Optional.of("halt task " + e.task() + ": " + e.reason());
    } else if (event instanceof Event.IterationFinished e) {
      String outcome = EnumWord.of(e.outcome());
      return Optional.of(
          "iteration " + e.number() + " " + outcome + " after " + TimeSpan.of(e.took()));
    }
    if (event instanceof Event.LockHeld e) {
      return Optional.of("waits for another runner to end: " + e.holder());
    }
    return Optional.empty();
  }

  private static String name(TaskAttempt attempt) {
    String of = attempt.ownLimit() ? "" : " of " + attempt.maxTries();
    return "try " + attempt.pass() + of + ": " + attempt.task();
  }
}
