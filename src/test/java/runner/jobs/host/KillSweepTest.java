package runner.jobs.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Jobs;
import runner.jobs.Moments;
import runner.jobs.Store;
import runner.support.Program;

/**
 * The whole program is killed at random moments of its work on a backlog, a boot for each start.
 * {@code -Drunner.jobs.kills=50 -Drunner.jobs.backlog=150} is the long form.
 */
final class KillSweepTest {
  private static final int KILLS = Integer.getInteger("runner.jobs.kills", 1);
  private static final int BACKLOG = Integer.getInteger("runner.jobs.backlog", 5);

  @TempDir Path dir;

  private int submitted;
  private final Moments moments = new Moments(Long.getLong("runner.jobs.seed", 8));

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
    HostCase host = new HostCase(dir);
    submit(host, idempotent);
    Path spool = dir.resolve("spool/hosts/web1");
    copy(spool.resolve("pending"), dir.resolve("backup"));
    configure();
    for (int start = 1; moments.kills() < KILLS && start <= 3 * KILLS; start++) {
      int before = host.ledger().size();
      boolean killed = start(start, moments.next());
      moments.were(killed, host.ledger().size() > before);
      if (putBack) {
        restore(spool);
      } else if (!killed) {
        // All is done, and a kill would interrupt nothing.
        submit(host, idempotent);
      }
    }
    assertThat(start(9999, 0)).isFalse();
    judge(host, idempotent);
  }

  private void submit(HostCase host, boolean idempotent) {
    for (int i = 0; i < BACKLOG; i++) {
      host.submit(idempotent ? new Jobs().idempotent(3).job() : Jobs.any());
      submitted++;
    }
  }

  private void judge(HostCase host, boolean idempotent) {
    List<String> ledger = host.ledger();
    int twice = 0;
    int unknown = 0;
    for (Delivery delivery : host.store().list(Store.Query.all())) {
      int runs = Collections.frequency(ledger, delivery.job().jid().text());
      twice += runs > 1 ? 1 : 0;
      unknown += delivery.state() == State.UNKNOWN ? 1 : 0;
      assertThat(delivery.state().isLast()).as("%s", delivery).isTrue();
      if (delivery.state() == State.SUCCEEDED) {
        assertThat(runs).as("%s", delivery).isBetween(1, idempotent ? 3 : 1);
      } else {
        assertThat(delivery.state()).isEqualTo(idempotent ? State.EXHAUSTED : State.UNKNOWN);
        assertThat(runs).isBetween(0, idempotent ? 3 : 1);
      }
    }
    assertThat(host.store().list(Store.Query.all())).hasSize(submitted);
    System.out.printf(
        "%d jobs, idempotent %s, %d kills, %d of them in its work: %d ran twice, %d unknown, 0 lost%n",
        submitted, idempotent, moments.kills(), moments.inWork(), twice, unknown);
  }

  private void configure() throws IOException {
    String text =
        "[jobs]\njob_retry = yes\nhost_id = web1\ntasks_dir = jobs.d\ndir = spool\n"
            + "max_jobs_per_boot = 1000\n";
    Files.writeString(dir.resolve("runner.cfg"), text);
  }

  /** Starts the program in a boot of its own; says whether it had to be killed. */
  private boolean start(int boot, int killAfterMs) throws Exception {
    Files.writeString(dir.resolve("boot"), "00000000-boot-" + boot + "\n");
    String script =
        "mount --bind boot /proc/sys/kernel/random/boot_id || exit 99;"
            + " exec \"$0\" -c runner.cfg --state-dir state jobs run-pending -q";
    Process process =
        new ProcessBuilder("unshare", "-m", "sh", "-c", script, Program.launcher().toString())
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("said").toFile()))
            .start();
    if (killAfterMs > 0 && !process.waitFor(killAfterMs, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      return true;
    }
    assertThat(process.waitFor(120 + BACKLOG, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(dir.resolve("said"))).isIn(0, 1);
    return false;
  }

  private void restore(Path spool) throws IOException {
    for (String place : List.of("claimed", "ended")) {
      try (Stream<Path> all = Files.list(spool.resolve(place))) {
        for (Path file : all.toList()) {
          Files.delete(file);
        }
      }
    }
    copy(dir.resolve("backup"), spool.resolve("pending"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> all = Files.list(from)) {
      for (Path file : all.toList()) {
        Files.copy(
            file,
            to.resolve(file.getFileName()),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
