package runner.jobs.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import runner.jobs.JobSettings.Database;
import runner.jobs.Store;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** The fleet's database. */
public final class FleetDatabase {
  private FleetDatabase() {}

  /**
   * Opens it as a store. Nothing is connected before the first call.
   *
   * @throws RunnerException 78 where the settings cannot be right
   */
  public static Store open(Database database) {
    DatabaseAccess access = DatabaseAccess.of(database);
    return open(access, host -> access);
  }

  /** Opens it with a connection of its own for each host. */
  static Store open(DatabaseAccess access, Function<String, DatabaseAccess> asHost) {
    return new PostgresStore(new DatabaseSession(access), asHost);
  }

  /**
   * Creates the roles, tables and functions, or brings them up to this version, all or nothing. To
   * do it again changes nothing.
   *
   * @throws RunnerException 69 where the database cannot be reached, 77 where it refuses this user
   */
  public static void create(Database database) {
    create(DatabaseAccess.of(database));
  }

  static void create(DatabaseAccess access) {
    try (DatabaseSession session = new DatabaseSession(access)) {
      session.ask(
          connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
              statement.execute(DatabaseSchema.text());
            }
            connection.commit();
            return true;
          });
    }
  }

  /** What {@link #create} does, for those who look first, or do it with psql. */
  public static String schema() {
    return "begin;\n\n" + DatabaseSchema.text() + "\ncommit;\n";
  }

  /**
   * Asks the database whom it takes the caller for, and changes nothing there.
   *
   * @param hostId the host that the caller means to be
   * @throws RunnerException 69 where the database cannot be reached or has no jobs in it; 77 where
   *     the caller may neither submit nor claim, or is another host to it; 78 where its key is
   *     none, or that of another certificate
   */
  public static void check(Database database, String hostId) {
    DatabaseAccess access = DatabaseAccess.of(database);
    if (database.sslKey().isPresent() && database.sslCert().isPresent()) {
      Pem.mustMatch(database.sslKey().get(), database.sslCert().get());
    }
    try (DatabaseSession session = new DatabaseSession(access)) {
      String host = session.ask(FleetDatabase::host);
      if (!host.isEmpty() && !host.equals(hostId)) {
        throw new RunnerException(
            ExitCode.UNSAFE,
            access.place(),
            "takes this host for '" + host + "', and it calls itself '" + hostId + "'",
            "[jobs] host_id = " + host);
      }
    }
  }

  /** Which host the caller is; empty for a person, who may submit. */
  private static String host(Connection connection) throws SQLException {
    boolean person =
        DatabaseSession.may(connection, "runner_admin")
            && !DatabaseSession.may(connection, "runner_host");
    return person ? "" : DatabaseSession.words(connection, "select runner.this_host()");
  }

  /** A statement that may fail. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }
}
