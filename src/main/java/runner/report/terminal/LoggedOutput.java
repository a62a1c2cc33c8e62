package runner.report.terminal;

import java.nio.ByteBuffer;
import java.util.Optional;
import runner.exec.output.Output;
import runner.journal.AttemptLog;

/** Output that appears on the screen and is kept in a log, where there is one. */
final class LoggedOutput implements Output {
  private final StandardStreams screen;
  private final Optional<AttemptLog> log;
  private final Tail tail;

  LoggedOutput(StandardStreams screen, Optional<AttemptLog> log, Tail tail) {
    this.screen = screen;
    this.log = log;
    this.tail = tail;
  }

  @Override
  public void out(ByteBuffer bytes) {
    log.ifPresent(l -> l.write(bytes));
    tail.add(bytes);
    screen.out(bytes);
  }

  @Override
  public void err(ByteBuffer bytes) {
    log.ifPresent(l -> l.write(bytes));
    tail.add(bytes);
    screen.err(bytes);
  }

  @Override
  public boolean merged() {
    return screen.merged();
  }

  @Override
  public void end() {
    log.ifPresent(AttemptLog::close);
  }
}
