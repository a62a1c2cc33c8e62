package runner.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.jobs.Inbox;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.jobs.Store;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Who a host is: its certificate's one name, or a role of its own; nothing in between. */
final class HostCertificateTest {
  private static final Fixture FIXTURE = Fixture.create();
  private static final Inbox.Hello HELLO = new Inbox.Hello("i1", "boot1", "0.1.0");

  private final Store store = FIXTURE.store();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void two_hosts_of_one_role_are_two_hosts() {
    Job first = submitted("a1.example.org");
    Job second = submitted("a2.example.org");
    assertThat(claimed("a1.example.org", FIXTURE.host("a1.example.org"))).isEqualTo(first);
    assertThat(claimed("a2.example.org", FIXTURE.host("a2.example.org"))).isEqualTo(second);
  }

  @Test
  void a_host_with_a_role_of_its_own_is_that_role() {
    FIXTURE.server().run(FIXTURE.database(), "create role b1 login in role runner_host");
    FIXTURE.server().certificate("b1", "/CN=b1");
    Job job = submitted("b1");
    assertThat(claimed("b1", FIXTURE.person("b1"))).isEqualTo(job);
  }

  @ParameterizedTest
  @CsvSource({
    "c1, /O=ours/CN=c1.example.org, c1.example.org",
    "c2, /DC=org/DC=example/CN=c2, c2",
  })
  void a_subject_that_ends_in_its_only_name_is_that_name(String file, String subject, String host) {
    FIXTURE.server().certificate(file, subject);
    Job job = submitted(host);
    assertThat(claimed(host, DatabaseAccess.of(FIXTURE.settings(file, "")))).isEqualTo(job);
  }

  /** The server's view escapes no slash, and is cut at 63 bytes. */
  @ParameterizedTest
  @CsvSource({
    "d1, /CN=victim/O=after",
    "d2, '/O=x\\/CN=victim/CN=d2'",
    "d3, /CN=d3/CN=victim",
    "d4, /O=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/CN=victim-and-more",
    "d5, /OU=none/CN=vic*tim",
  })
  void a_subject_that_could_be_read_as_another_host_is_nobody(String file, String subject) {
    FIXTURE.server().certificate(file, subject);
    submitted("victim");
    assertThatThrownBy(() -> claimed("victim", DatabaseAccess.of(FIXTURE.settings(file, ""))))
        .isInstanceOfSatisfying(
            RunnerException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.UNSAFE));
  }

  @Test
  void a_certificate_of_another_authority_is_not_let_in() {
    Server other = Server.start(false);
    other.certificate("e1", "/CN=e1");
    var ours = FIXTURE.settings("e1", "");
    var forged =
        new runner.jobs.JobSettings.Database(
            ours.url(),
            java.util.Optional.of(other.tls("e1.crt")),
            java.util.Optional.of(other.tls("e1.key")),
            ours.sslCa(),
            ours.trustedKeys(),
            ours.signingKey(),
            ours.connectTimeout());
    assertThatThrownBy(() -> claimed("e1", DatabaseAccess.of(forged)))
        .isInstanceOf(RunnerException.class);
    var deceived =
        new runner.jobs.JobSettings.Database(
            ours.url(),
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            java.util.Optional.of(other.tls("ca.crt")),
            ours.trustedKeys(),
            ours.signingKey(),
            ours.connectTimeout());
    assertThatThrownBy(() -> claimed("e1", DatabaseAccess.of(deceived)))
        .isInstanceOf(RunnerException.class)
        .hasMessageContaining("PKIX");
  }

  private Job submitted(String host) {
    Job job = Jobs.any();
    store.submit(job, List.of(new Store.Address(host, "signed")));
    return job;
  }

  private static Job claimed(String host, DatabaseAccess access) {
    try (Inbox inbox = new PostgresInbox(new DatabaseSession(access), host)) {
      inbox.hello(HELLO);
      return inbox.claimNext(Set.of()).orElseThrow().delivery().job();
    }
  }
}
