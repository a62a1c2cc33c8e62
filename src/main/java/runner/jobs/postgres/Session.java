package runner.jobs.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.Driver;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** One connection, opened when it is first asked something; what the server refuses is told. */
final class Session implements AutoCloseable {
  private final Access access;
  private Optional<Connection> open = Optional.empty();

  Session(Access access) {
    this.access = access;
  }

  <T> T ask(Fleet.Work<T> work) {
    try {
      return work.on(connection());
    } catch (SQLException e) {
      throw Refusals.of(access.place(), e);
    }
  }

  private Connection connection() throws SQLException {
    if (open.isEmpty()) {
      Connection made = new Driver().connect(access.url(), access.properties());
      if (made == null) {
        throw new RunnerException(ExitCode.CONFIG, access.place(), "is no address", "[jobs] url");
      }
      open = Optional.of(made);
    }
    return open.get();
  }

  @Override
  public void close() {
    try {
      if (open.isPresent()) {
        open.get().close();
      }
    } catch (SQLException e) {
      // All that was said was answered: a connection that does not end well has lost nothing.
    }
  }
}
