package runner.jobs.postgres;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import runner.jobs.JobSettings.Database;
import runner.jobs.Store;
import runner.task.RunnerException;

/** The fleet's database. */
public final class Fleet {
  private Fleet() {}

  /**
   * Opens it as a store. Nothing is connected before the first call.
   *
   * @throws RunnerException 78 where the settings cannot be right
   */
  public static Store open(Database database) {
    Access access = Access.of(database);
    return open(access, host -> access);
  }

  /** Opens it with a connection of its own for each host. */
  static Store open(Access access, Function<String, Access> asHost) {
    return new PostgresStore(new Session(access), asHost);
  }

  /**
   * Creates the roles, tables and functions, or brings them up to this version, all or nothing. To
   * do it again changes nothing.
   *
   * @throws RunnerException 69 where the database cannot be reached, 77 where it refuses this user
   */
  public static void create(Database database) {
    create(Access.of(database));
  }

  static void create(Access access) {
    try (Session session = new Session(access)) {
      session.ask(
          connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
              statement.execute(Schema.text());
            }
            connection.commit();
            return true;
          });
    }
  }

  /** What {@link #create} does, for those who look first, or do it with psql. */
  public static String schema() {
    return "begin;\n\n" + Schema.text() + "\ncommit;\n";
  }

  /**
   * Says hello to the database and no more.
   *
   * @return whom it takes the caller for, and what it is
   */
  public static String greeting(Database database) {
    try (Session session = new Session(Access.of(database))) {
      return session.ask(
          connection -> {
            String user = connection.getMetaData().getUserName();
            return "as '%s', PostgreSQL %s"
                .formatted(user, connection.getMetaData().getDatabaseProductVersion());
          });
    }
  }

  /** A statement that may fail. */
  interface Work<T> {
    T on(java.sql.Connection connection) throws SQLException;
  }
}
