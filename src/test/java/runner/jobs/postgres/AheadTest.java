package runner.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runner.jobs.Store;

/** What a host does for its jobs while the chain still runs. */
final class AheadTest {
  private static final Fixture FIXTURE = Fixture.create();

  private final Party web1 = Party.host(FIXTURE, "web1");
  private final Store store = FIXTURE.store();

  @BeforeEach
  void nobodyWasSeen() {
    FIXTURE.empty();
  }

  @AfterEach
  void close() {
    web1.close();
    store.close();
  }

  @Test
  void the_key_is_read_while_the_chain_runs() throws Exception {
    Path key = web1.dir().resolve("key");
    assertThat(new ProcessBuilder("mkfifo", key.toString()).start().waitFor()).isZero();
    String given = FIXTURE.server().tls("web1.key").toString();

    web1.with("ssl_key = " + key)
        .task("1-chain", "cat '" + given + "' > key && rm key && cp '" + given + "' key");

    assertThat(web1.runs().assertExit(0).stderr()).doesNotContain("jobs are not done");
    assertThat(store.hosts()).hasSize(1);
  }

  @Test
  void a_task_may_be_what_brings_the_certificate() {
    web1.with("ssl_cert = @DIR@/late.crt")
        .task("1-chain", "cp '" + FIXTURE.server().tls("web1.crt") + "' late.crt");

    assertThat(web1.runs().assertExit(0).stderr()).doesNotContain("jobs are not done", "late.crt");
    assertThat(store.hosts()).hasSize(1);
  }

  @Test
  void a_chain_that_failed_has_not_called_the_database() throws Exception {
    try (ServerSocket database = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      web1.with("url = jdbc:postgresql://localhost:" + database.getLocalPort() + "/runner")
          .task("1-chain", "exit 1");
      web1.runs().assertExit(1);

      // Who had called would be waiting here.
      database.setSoTimeout(1);
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(database::accept);
    }
  }
}
