package runner.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.jobs.Moments;
import runner.jobs.Store;
import runner.jobs.signing.SigningKey;
import runner.support.Program;

/**
 * The whole program is killed at random moments of its work for a fleet, a boot for each start.
 * {@code -Drunner.jobs.kills=50 -Drunner.jobs.backlog=150} is the long form.
 */
final class KillsTest {
  private static final int KILLS = Integer.getInteger("runner.jobs.kills", 1);
  private static final int BACKLOG = Integer.getInteger("runner.jobs.backlog", 5);
  private static final Fixture FIXTURE = Fixture.create();

  private final Moments moments = new Moments(Long.getLong("runner.jobs.seed", 8));
  private int submitted;
  private final Store store = FIXTURE.store();
  private final Party web1 = Party.host(FIXTURE, "web1");

  @BeforeEach
  void empty() throws IOException {
    FIXTURE.empty();
    web1.with("max_jobs_per_boot = 1000\nmax_deliveries = 1000");
    web1.job("rotate", "echo \"$RUNNER_JOB_ID\" >> ledger");
  }

  @AfterEach
  void close() {
    web1.close();
    store.close();
  }

  @DisplayName("F1 random kills run nothing twice and lose nothing")
  @ParameterizedTest(name = "idempotent {0}, the queue is put back before each start {1}")
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void random_kills_run_nothing_twice_and_lose_nothing(boolean idempotent, boolean putBack)
      throws Exception {
    boolean boots = new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0;
    if (!boots) {
      System.err.println("NOT RUN: kills in many boots, which need unshare -m");
    }
    assumeTrue(boots, "unshare -m is not allowed here");
    submit(idempotent);
    for (int start = 1; moments.kills() < KILLS && start <= 3 * KILLS; start++) {
      int before = ledger().size();
      boolean killed = start(start, moments.next());
      moments.were(killed, ledger().size() > before);
      if (putBack) {
        FIXTURE.sql("update runner.delivery set state = 'pending', incarnation = ''");
      } else if (!killed) {
        // All is done, and a kill would interrupt nothing.
        submit(idempotent);
      }
    }
    assertThat(start(9999, 0)).isFalse();
    judge(idempotent);
  }

  private void submit(boolean idempotent) throws IOException {
    SigningKey.Texts texts = SigningKey.Texts.generated();
    web1.file("keys.d/alice.pub", texts.publicText());
    web1.secret("alice.key", texts.privateText());
    SigningKey key = SigningKey.read(web1.dir().resolve("alice.key"));
    for (int i = 0; i < BACKLOG; i++) {
      Jobs made = new Jobs().deliveries(1000);
      Job job = (idempotent ? made.idempotent(3) : made).job().signedBy("alice");
      store.submit(job, key.sign(job, List.of("web1")));
      submitted++;
    }
  }

  private void judge(boolean idempotent) throws IOException {
    List<String> ledger = ledger();
    List<Delivery> all = store.list(Store.Query.all());
    int twice = 0;
    int unknown = 0;
    for (Delivery delivery : all) {
      int runs = Collections.frequency(ledger, delivery.job().jid().text());
      twice += runs > 1 ? 1 : 0;
      unknown += delivery.state() == State.UNKNOWN ? 1 : 0;
      if (delivery.state() == State.SUCCEEDED) {
        assertThat(runs).as("%s", delivery).isBetween(1, idempotent ? 3 : 1);
      } else {
        assertThat(delivery.state()).isEqualTo(idempotent ? State.EXHAUSTED : State.UNKNOWN);
        assertThat(runs).isBetween(0, idempotent ? 3 : 1);
      }
    }
    assertThat(all).hasSize(submitted);
    System.out.printf(
        "fleet: %d jobs, idempotent %s, %d kills, %d of them in its work: %d ran twice, %d unknown, 0 lost%n",
        all.size(), idempotent, moments.kills(), moments.inWork(), twice, unknown);
  }

  private List<String> ledger() throws IOException {
    Path ledger = web1.dir().resolve("ledger");
    return Files.exists(ledger) ? Files.readAllLines(ledger) : List.of();
  }

  /** Starts the program in a boot of its own; says whether it had to be killed. */
  private boolean start(int boot, int killAfterMs) throws Exception {
    Files.writeString(web1.dir().resolve("boot"), "00000000-boot-" + boot + "\n");
    String script =
        "mount --bind boot /proc/sys/kernel/random/boot_id || exit 99;"
            + " exec \"$0\" -c runner.cfg --state-dir state jobs run-pending -q";
    Process process =
        new ProcessBuilder("unshare", "-m", "sh", "-c", script, Program.launcher().toString())
            .directory(web1.dir().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(web1.dir().resolve("said").toFile()))
            .start();
    if (killAfterMs > 0 && !process.waitFor(killAfterMs, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      return true;
    }
    assertThat(process.waitFor(120 + BACKLOG, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(web1.dir().resolve("said"))).isIn(0, 1);
    return false;
  }
}
