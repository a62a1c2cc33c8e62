package runner.jobs.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.Driver;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** One connection, opened when it is first asked something; what the server refuses is told. */
final class DatabaseSession implements AutoCloseable {
  private final DatabaseAccess access;
  private Optional<Connection> open = Optional.empty();

  DatabaseSession(DatabaseAccess access) {
    this.access = access;
  }

  <T> T ask(FleetDatabase.Work<T> work) {
    try {
      return work.on(connection());
    } catch (SQLException e) {
      throw SqlErrors.of(access.place(), e);
    }
  }

  /** Whether the one who is logged in has the rights of a role. */
  static boolean may(Connection connection, String role) throws SQLException {
    return words(connection, "select pg_has_role(session_user, '" + role + "', 'usage')::text")
        .equals("true");
  }

  /** The one value of the one row that a statement answers with. */
  static String words(Connection connection, String statement) throws SQLException {
    try (PreparedStatement call = connection.prepareStatement(statement);
        ResultSet row = call.executeQuery()) {
      row.next();
      return row.getString(1);
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
      // Every statement was answered, so an error while closing loses nothing.
    }
  }
}
