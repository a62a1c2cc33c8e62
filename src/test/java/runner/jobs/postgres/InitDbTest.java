package runner.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.ProgramResult;
import runner.support.Scenario;

/** The database is laid out by one who owns it and may create roles, with a password in a file. */
@ExtendWith(Cases.class)
final class InitDbTest {
  private static final String PASSWORD = "kept-in-a-file";

  @Test
  void one_who_may_create_roles_lays_it_out_and_may_do_so_again(Scenario test) throws Exception {
    Server server = Server.start(false);
    server.run(
        "postgres",
        "create role runner_pw",
        "create role dba login createrole in role runner_pw password '" + PASSWORD + "'",
        "create database fleet owner dba");
    cfg(test, server).args("jobs", "init-db");
    test.file("pgpass", "localhost:*:fleet:dba:" + PASSWORD + "\n", 0600)
        .env("PGPASSFILE", "@DIR@/pgpass");
    for (int time = 1; time <= 2; time++) {
      ProgramResult outcome = test.run().assertExit(0);
      assertThat(outcome.stderr()).contains("the database is ready");
      assertThat(outcome.toString()).doesNotContain(PASSWORD);
    }
    server.run("fleet", "grant runner_admin to alice");
    try (var store = FleetDatabase.open(Fixture.access(server, "fleet", "alice"), host -> null)) {
      assertThat(store.hosts()).isEmpty();
    }
  }

  @Test
  void a_wrong_password_is_refused_and_not_shown(Scenario test) {
    Server server = Server.shared();
    Fixture fixture = Fixture.create();
    fixture
        .server()
        .run(
            fixture.database(),
            "do $$ begin if not exists (select from pg_roles where rolname = 'runner_pw') then"
                + " create role runner_pw; end if; end $$",
            "create role other login in role runner_pw password 'right'");
    test.cfg(
        """
        [jobs]
        job_retry = yes
        backend = postgresql
        url = %s
        ssl_ca = %s
        """
            .formatted(fixture.settings("postgres", "?user=other").url(), server.tls("ca.crt")));
    test.file("pgpass", "*:*:*:other:" + PASSWORD + "\n", 0600).env("PGPASSFILE", "@DIR@/pgpass");
    ProgramResult outcome = test.args("jobs", "init-db").run().assertExit(77);
    assertThat(outcome.toString()).contains("password authentication failed");
    assertThat(outcome.toString()).doesNotContain(PASSWORD);
  }

  @Test
  void the_statements_are_for_psql_too(Scenario test) throws Exception {
    String sql = test.args("jobs", "init-db", "--sql").run().assertExit(0).stdout();
    Server server = Server.shared();
    String database = server.database();
    server.run(database, sql);
    try (var connection = server.superuser(database);
        var statement = connection.createStatement();
        var row = statement.executeQuery("select count(*) from runner.delivery")) {
      assertThat(row.next()).isTrue();
    }
  }

  @Test
  void a_spool_needs_none(Scenario test) {
    test.cfg("[jobs]\njob_retry = yes\n").args("jobs", "init-db");
    assertThat(test.run().assertExit(78).stderr()).contains("a spool needs no database");
  }

  @Test
  void a_key_is_made_once_and_is_its_owners_alone(Scenario test) throws Exception {
    test.args("jobs", "keygen", "anna", "--dir", "@DIR@");
    test.run().assertExit(0);
    Path key = test.dir().resolve("anna.key");
    String text = Files.readString(key, StandardCharsets.US_ASCII);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(test.run().assertExit(73).stderr()).contains("anna.key: is there already");
    assertThat(Files.readString(key)).isEqualTo(text);
    test.clearArgs().args("jobs", "keygen", "../x").run().assertExit(64);
    test.clearArgs().args("jobs", "keygen", "anna", "--dir", "/nonexistent").run().assertExit(73);
  }

  private static Scenario cfg(Scenario test, Server server) {
    return test.cfg(
        """
        [jobs]
        job_retry = yes
        backend = postgresql
        url = jdbc:postgresql://localhost:%d/fleet?user=dba
        ssl_ca = %s
        """
            .formatted(server.port(), server.tls("ca.crt")));
  }
}
