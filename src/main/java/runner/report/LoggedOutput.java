package runner.report;

import java.nio.ByteBuffer;
import java.util.Optional;
import runner.exec.Output;
import runner.journal.AttemptLog;

/** Output that appears on the screen and is kept in a log, where there is one. */
final class LoggedOutput implements Output {
  private final Screen screen;
  private final Optional<AttemptLog> log;

  LoggedOutput(Screen screen, Optional<AttemptLog> log) {
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
