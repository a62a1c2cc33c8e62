package runner.jobs.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import runner.jobs.Delivery.State;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.jobs.host.HostCase.Step;

/** The runner dies at each step of a job; what holds at the next start is a table. */
abstract class CrashTable {
  @TempDir Path dir;

  /** A host whose store is empty. */
  abstract HostCase host(Path folder);

  /** The next start in the same boot, then one in the next boot. */
  @DisplayName("F1 what holds after a crash at each step")
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // where it dies   | once: then, later, runs      | idempotent: then, later, runs
    "BEFORE_CLAIM,  SUCCEEDED, SUCCEEDED, 1, SUCCEEDED, SUCCEEDED, 1",
    "AFTER_CLAIM,   SUCCEEDED, SUCCEEDED, 1, SUCCEEDED, SUCCEEDED, 1",
    "AFTER_STARTED, UNKNOWN,   UNKNOWN,   0, PENDING,   SUCCEEDED, 1",
    "AFTER_DONE,    SUCCEEDED, SUCCEEDED, 1, SUCCEEDED, SUCCEEDED, 1",
    "BEFORE_REPORT, SUCCEEDED, SUCCEEDED, 1, SUCCEEDED, SUCCEEDED, 1",
    "AFTER_REPORT,  SUCCEEDED, SUCCEEDED, 1, SUCCEEDED, SUCCEEDED, 1"
  })
  void what_holds_after_a_crash(
      Step step, State then, State later, int runs, State thenI, State laterI, int runsI) {
    holds(host(dir.resolve("once")), new Jobs().job(), step, then, later, runs);
    Job again = new Jobs().idempotent(3).job();
    holds(host(dir.resolve("again")), again, step, thenI, laterI, runsI);
  }

  private static void holds(HostCase host, Job job, Step step, State then, State later, int runs) {
    host.submit(job);
    Job next = host.submit(Jobs.any());
    host.die(step);
    host.start();
    assertThat(host.state(job)).isEqualTo(then);
    assertThat(host.state(next)).isEqualTo(State.SUCCEEDED);
    host.boot = "boot2";
    host.start();
    assertThat(host.state(job)).isEqualTo(later);
    assertThat(Collections.frequency(host.ledger(), job.jid().text())).isEqualTo(runs);
    assertThat(Collections.frequency(host.ledger(), next.jid().text())).isEqualTo(1);
  }

  @Test
  void a_reboot_is_the_success_of_a_job_that_reboots() {
    HostCase host = host(dir);
    Job job = host.submit(new Jobs().rebooting().job());
    host.die(Step.AFTER_STARTED);
    host.boot = "boot2";
    host.start();
    assertThat(host.state(job)).isEqualTo(State.SUCCEEDED);
    assertThat(host.delivery(job).result().reason()).isEqualTo("the host has rebooted");
    assertThat(host.ledger()).isEmpty();
  }

  @Test
  void without_a_reboot_it_is_not() {
    HostCase host = host(dir);
    Job job = host.submit(new Jobs().rebooting().job());
    host.die(Step.AFTER_STARTED);
    host.start();
    assertThat(host.state(job)).isEqualTo(State.UNKNOWN);
  }

  @Test
  @DisplayName("F4 an idempotent job that never ends is started three times in as many boots")
  void exhausted() {
    HostCase host = host(dir);
    Job poison = host.submit(new Jobs().idempotent(3).job());
    for (int boot = 1; boot <= 3; boot++) {
      host.boot = "boot" + boot;
      host.die(Step.AFTER_STARTED);
      Job other = host.submit(Jobs.any());
      host.start();
      assertThat(host.state(other)).isEqualTo(State.SUCCEEDED);
    }
    assertThat(host.state(poison)).isEqualTo(State.EXHAUSTED);
    host.boot = "boot4";
    assertThat(host.start()).isEmpty();
    assertThat(host.delivery(poison).result().reason()).contains("started 3 times");
  }

  @ParameterizedTest
  @EnumSource(value = Step.class, mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
  void dying_again_and_again_at_one_step_runs_nothing_twice(Step step) {
    HostCase host = host(dir);
    List<Job> jobs = List.of(host.submit(Jobs.any()), host.submit(Jobs.any()));
    for (int boot = 1; boot <= 3; boot++) {
      host.boot = "boot" + boot;
      try {
        host.start(host.store().inbox("web1"), step);
      } catch (Killed expected) {
        // The next boot finds what this one left.
      }
    }
    host.boot = "boot9";
    host.start();
    for (Job job : jobs) {
      assertThat(Collections.frequency(host.ledger(), job.jid().text())).isLessThanOrEqualTo(1);
      assertThat(host.state(job).isLast()).isTrue();
    }
  }
}
