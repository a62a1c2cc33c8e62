package runner.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.jobs.Store;
import runner.jobs.signing.Keys;
import runner.jobs.signing.SigningKey;
import runner.support.ProgramResult;

/** A fleet from the outside: one who submits, hosts that were down, and a database between them. */
final class FleetDatabaseTest {
  private static final Fixture FIXTURE = Fixture.create();

  @TempDir static Path keys;

  private final Party alice =
      Party.person(FIXTURE, "alice").with("signing_key = " + keys.resolve("alice.key"));
  private final Party web1 = Party.host(FIXTURE, "web1");
  private final Store store = FIXTURE.store();

  @BeforeAll
  static void keysOfTwo() throws IOException {
    for (String name : List.of("alice", "mallory")) {
      Keys.pair(keys, name);
    }
  }

  @BeforeEach
  void web1TrustsAlice() throws IOException {
    FIXTURE.empty();
    web1.file("keys.d/alice.pub", Files.readString(keys.resolve("alice.pub")));
  }

  @AfterEach
  void close() {
    alice.close();
    web1.close();
    store.close();
  }

  @Test
  void a_job_waits_for_its_host_runs_once_at_its_start_and_is_accounted_for() throws IOException {
    String jid =
        alice
            .runs("jobs", "submit", "--to", "web1,web2", "rotate", "--", "a b")
            .assertExit(0)
            .stdout()
            .strip();
    assertThat(alice.runs("jobs", "show", jid).stdout())
        .contains("web1", "web2", "pending, host never seen");
    ProgramResult boot = web1.runs().assertExit(0).assertTrace("task 1-chain");
    assertThat(boot.stdout()).contains("rotated");
    assertThat(ledger()).containsExactly(jid + " a b");
    assertThat(alice.runs("jobs", "show", jid).stdout())
        .contains("succeeded", "pending, host never seen");
    assertThat(alice.runs("jobs", "hosts").stdout()).contains("web1").doesNotContain("web2");
  }

  @Test
  void what_another_signed_is_rejected_and_what_comes_after_it_is_done() throws IOException {
    Job bad = submitted("mallory", "web1");
    Job good = submitted("alice", "web1");
    web1.runs("jobs", "run-pending").assertExit(1);
    assertThat(ledger()).containsExactly(good.jid() + " --size 10 M it's");
    assertThat(end(bad).state()).isEqualTo(State.REJECTED);
    assertThat(end(bad).result().reason()).isEqualTo("this host does not trust the key 'mallory'");
  }

  @Test
  void what_was_written_into_the_database_itself_is_rejected() throws IOException {
    Job moved = submitted("alice", "web2");
    Job torn = submitted("alice", "web1");
    Job good = submitted("alice", "web1");
    FIXTURE
        .server()
        .run(
            FIXTURE.database(),
            "update runner.delivery set host = 'web1'",
            "update runner.job set body = 'x'::bytea where jid = '" + torn.jid() + "'");
    web1.runs("jobs", "run-pending").assertExit(1);
    assertThat(ledger()).containsExactly(good.jid() + " --size 10 M it's");
    assertThat(end(moved).result().reason())
        .isEqualTo("the key 'alice' did not sign this job for web1");
    ProgramResult torns = alice.runs("jobs", "show", torn.jid().text()).assertExit(69);
    assertThat(torns.stderr()).contains("job " + torn.jid() + ": its text in the database");
    FIXTURE.server().run(FIXTURE.database(), "delete from runner.job where body = 'x'::bytea");
  }

  @Test
  void a_task_of_the_chain_may_be_what_brings_the_certificate() {
    web1.with("ssl_cert = @DIR@/late.crt")
        .task("1-chain", "cp '" + FIXTURE.server().tls("web1.crt") + "' late.crt");
    assertThat(web1.runs().assertExit(0).stderr()).doesNotContain("late.crt", "not done");
    assertThat(store.hosts()).hasSize(1);
  }

  @Test
  void nothing_is_submitted_without_a_key() {
    try (Party keyless = Party.person(FIXTURE, "alice")) {
      ProgramResult outcome =
          keyless.runs("jobs", "submit", "--to", "web1", "rotate").assertExit(78);
      assertThat(outcome.stderr())
          .contains("signing_key: is not set, and hosts do nothing that is not signed");
    }
    assertThat(store.list(Store.Query.all())).isEmpty();
  }

  @Test
  void a_boot_goes_on_without_the_database() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      web1.with("url = jdbc:postgresql://localhost:" + silent.getLocalPort() + "/runner")
          .with("connect_timeout = 1");
      ProgramResult outcome = web1.runs().assertExit(0).assertTrace("task 1-chain");
      assertThat(outcome.stderr()).contains("jobs are not done now: database localhost:");
      outcome.assertWithin(Duration.ofSeconds(40));
    }
  }

  @Test
  void a_host_reads_its_own_jobs_and_no_others() {
    String mine = submitted("alice", "web1").jid().text();
    String other = submitted("alice", "web2").jid().text();
    assertThat(web1.runs("jobs", "run-pending", "--dry-run").assertExit(0).stdout())
        .isEqualTo(mine + " rotate runs\n");
    assertThat(web1.runs("jobs", "list").assertExit(0).stdout())
        .contains(mine)
        .doesNotContain(other);
    web1.runs("jobs", "cancel", mine).assertExit(77);
    web1.runs("jobs", "purge", "--older-than", "1d").assertExit(77);
    web1.runs("jobs", "check").assertExit(0);
  }

  @Test
  void check_tells_a_host_that_it_is_another() {
    ProgramResult outcome = web1.with("host_id = web9").runs("jobs", "check").assertExit(77);
    assertThat(outcome.stdout() + outcome.stderr())
        .contains("takes this host for 'web1', and it calls itself 'web9'; [jobs] host_id = web1");
  }

  @Test
  void the_gate_shut_nothing_is_connected() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      web1.with("url = jdbc:postgresql://localhost:" + silent.getLocalPort() + "/runner")
          .with("job_retry = no");
      web1.runs().assertExit(0).assertTrace("task 1-chain");
      web1.runs("jobs", "list").assertExit(78);
      silent.setSoTimeout(1);
      org.assertj.core.api.Assertions.assertThatThrownBy(silent::accept)
          .isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  private Job submitted(String key, String host) {
    Job job = Jobs.any().signedBy(key);
    store.submit(job, SigningKey.read(keys.resolve(key + ".key")).sign(job, List.of(host)));
    return job;
  }

  private Delivery end(Job job) {
    return store.list(Store.Query.of(job.jid())).get(0);
  }

  private List<String> ledger() throws IOException {
    return Files.readAllLines(web1.dir().resolve("ledger"));
  }
}
