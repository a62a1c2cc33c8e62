package runner.report.terminal;

import java.nio.ByteBuffer;
import java.util.Optional;
import runner.exec.output.Output;
import runner.journal.AttemptLog;

/** Output that appears on the screen and is kept in a log, where there is one. */
final class LoggedOutput implements Output {
  private final StandardStreams screen;
  private final Optional<AttemptLog> log;

  LoggedOutput(StandardStreams screen, Optional<AttemptLog> log) {
    this.screen = screen;
    this.log = log;
  }

  @Override
  public void out(ByteBuffer bytes) {
    log.ifPresent(l -> l.write(bytes));
    screen.out(bytes);
  }

  @Override
  public void err(ByteBuffer bytes) {
    log.ifPresent(l -> l.write(bytes));
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
