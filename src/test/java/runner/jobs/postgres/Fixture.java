package runner.jobs.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runner.jobs.JobSettings.Database;
import runner.jobs.Store;

/**
 * A database with the schema in it. {@code alice} may submit; a host is whoever its certificate
 * names; {@code postgres} may everything.
 */
public record Fixture(Server server, String database) {

  /** One of its own. */
  public static Fixture create() {
    return in(Server.shared());
  }

  static Fixture in(Server server) {
    Fixture made = new Fixture(server, server.database());
    FleetDatabase.create(access(server, made.database, "postgres"));
    server.run(made.database, "grant runner_admin to alice");
    return made;
  }

  /** What all databases of a server share. */
  static void prepare(Server server) {
    server.certificate("postgres", "/CN=postgres");
    server.certificate("alice", "/CN=alice");
    server.run("postgres", "create role alice login");
  }

  /** The store, as alice has it; hosts come with certificates of their own. */
  public Store store() {
    return FleetDatabase.open(access(server, database, "alice"), this::host);
  }

  DatabaseAccess host(String name) {
    server.certificate(name, "/CN=" + name);
    return DatabaseAccess.of(settings(name, ""));
  }

  DatabaseAccess person(String role) {
    return access(server, database, role);
  }

  static DatabaseAccess access(Server server, String database, String role) {
    return DatabaseAccess.of(new Fixture(server, database).settings(role, "?user=" + role));
  }

  /** The settings of somebody with this certificate. */
  Database settings(String certificate, String parameters) {
    return new Database(
        "jdbc:postgresql://localhost:" + server.port() + "/" + database + parameters,
        Optional.of(server.tls(certificate + ".crt")),
        Optional.of(server.tls(certificate + ".key")),
        Optional.of(server.tls("ca.crt")),
        Path.of("/nonexistent"),
        Optional.empty(),
        Duration.ofSeconds(20));
  }

  /** Forgets everything but roles and functions. */
  public void empty() {
    sql("truncate runner.job, runner.proof, runner.delivery, runner.host, runner.event");
  }

  /** Returns once somebody waits for a lock of another. */
  void awaitBlocked() {
    sql(
        "do $$ begin while not exists (select from pg_stat_activity"
            + " where datname = current_database() and wait_event_type = 'Lock')"
            + " loop perform pg_stat_clear_snapshot(); end loop; end $$");
  }

  /** Does as the superuser what no function does. */
  public void sql(String... statements) {
    server.run(database, statements);
  }
}
