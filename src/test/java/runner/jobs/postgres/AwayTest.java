package runner.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runner.jobs.Inbox;
import runner.jobs.JobSettings.Database;
import runner.jobs.Store;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** A database that is not there, does not answer, or does not know what is wanted. */
final class AwayTest {
  private static final Inbox.Hello HELLO = new Inbox.Hello("i1", "boot1", "0.1.0");

  @Test
  void a_server_that_takes_the_call_and_says_nothing_costs_connect_timeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Instant begun = Instant.now();
      fails(settings("jdbc:postgresql://localhost:" + silent.getLocalPort() + "/runner"))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ExitCode.UNAVAILABLE));
      assertThat(Duration.between(begun, Instant.now()))
          .isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));
    }
  }

  @Test
  void a_server_that_is_down_is_said_to_be() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    fails(settings("jdbc:postgresql://localhost:" + port + "/runner"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ExitCode.UNAVAILABLE))
        .message()
        .startsWith("database localhost:" + port + "/runner: ")
        .contains("refused");
  }

  @Test
  void a_database_without_the_schema_says_what_to_do() {
    Server server = Server.shared();
    Fixture bare = new Fixture(server, server.database());
    server.certificate("web1", "/CN=web1");
    fails(bare.settings("web1", ""))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ExitCode.UNAVAILABLE))
        .message()
        .endsWith("; runner jobs init-db");
  }

  @Test
  void a_database_that_is_not_there_says_what_to_do() {
    Server server = Server.shared();
    server.certificate("web1", "/CN=web1");
    fails(new Fixture(server, "nowhere").settings("web1", "")).message().contains("createdb");
  }

  @Test
  void a_person_without_rights_is_refused() {
    Fixture fixture = Fixture.create();
    fixture.server().run(fixture.database(), "create role eve login");
    fixture.server().certificate("eve", "/CN=eve");
    Store store = FleetDatabase.open(fixture.settings("eve", "?user=eve"));
    assertThatThrownBy(store::hosts)
        .isInstanceOfSatisfying(
            RunnerException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.UNSAFE));
    store.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                        | is not set; e.g. jdbc:postgresql",
        "postgres://db/runner                      | is no address of a PostgreSQL database",
        "jdbc:postgresql://db:port/runner          | is no address of a PostgreSQL database",
        "jdbc:postgresql://db/runner?password=pst  | ~/.pgpass is the place",
        "jdbc:postgresql://me:pst@db/runner        | ~/.pgpass is the place",
      })
  void a_url_that_cannot_be_right_is_refused_and_no_password_repeated(String url, String said) {
    assertThatThrownBy(() -> DatabaseAccess.of(settings(url)))
        .isInstanceOfSatisfying(
            RunnerException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.CONFIG))
        .hasMessageStartingWith("[jobs] url: ")
        .hasMessageContaining(said)
        .message()
        .doesNotContain("pst");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?sslmode=require", "?sslmode=prefer", "?sslmode=verify-ca"})
  void a_server_must_prove_itself_in_every_mode_that_asks_for_tls(String mode) {
    Fixture fixture = Fixture.create();
    Database ours = fixture.settings("postgres", mode);
    Database withoutAuthority =
        new Database(
            ours.url(),
            ours.sslCert(),
            ours.sslKey(),
            Optional.empty(),
            ours.trustedKeys(),
            ours.signingKey(),
            ours.connectTimeout());
    fails(withoutAuthority).message().contains("PKIX");
  }

  private static Database settings(String url) {
    return new Database(
        url,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Path.of("/nonexistent"),
        Optional.empty(),
        Duration.ofSeconds(1));
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, RunnerException> fails(
      Database database) {
    try (Store store = FleetDatabase.open(database);
        Inbox inbox = store.inbox("web1")) {
      inbox.hello(HELLO);
    } catch (RunnerException e) {
      return assertThat(e);
    }
    throw new AssertionError("it was reached");
  }
}
