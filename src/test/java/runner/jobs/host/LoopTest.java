package runner.jobs.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Inbox;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.jobs.Jobs;
import runner.jobs.host.HostCase.Step;

/** Nothing loops, whatever a store does. */
final class LoopTest {
  @TempDir Path dir;

  /** A store that hands out one job for ever and takes no report. */
  private record NeverClears(Job job) implements Inbox {
    @Override
    public Welcome hello(Hello hello) {
      return new Welcome(Instant.now(), List.of());
    }

    @Override
    public Optional<Claim> claimNext(Set<JobId> except) {
      Delivery pending = Delivery.pending(job, "web1", "");
      return except.contains(job.jid())
          ? Optional.empty()
          : Optional.of(new Claim(pending.claimed("i", Instant.now()), Duration.ofDays(1)));
    }

    @Override
    public boolean report(JobId jid, State state, Delivery.Result result) {
      return false;
    }

    @Override
    public void close() {}
  }

  @Test
  void a_store_that_never_clears_gets_one_run_in_twenty_boots() {
    HostCase host = new HostCase(dir);
    Job job = Jobs.any();
    for (int boot = 1; boot <= 20; boot++) {
      host.boot = "boot" + boot;
      host.start(new NeverClears(job), Step.NEVER);
    }
    assertThat(host.ledger()).containsExactly(job.jid().text());
    assertThat(host.warnings).hasSize(19).allMatch(text -> text.contains("handed out again"));
  }

  @Test
  void a_job_that_died_in_the_first_of_twenty_boots_is_not_run_in_the_others() {
    HostCase host = new HostCase(dir);
    Job job = Jobs.any();
    assertThatThrownBy(() -> host.start(new NeverClears(job), Step.AFTER_STARTED))
        .isInstanceOf(Killed.class);
    for (int boot = 1; boot <= 20; boot++) {
      host.boot = "boot" + boot;
      host.start(new NeverClears(job), Step.NEVER);
    }
    assertThat(host.ledger()).isEmpty();
  }

  @Test
  void a_queue_restored_from_an_old_backup_runs_nothing_again() throws IOException {
    HostCase host = new HostCase(dir);
    Job job = host.submit(Jobs.any());
    copy(dir.resolve("spool"), dir.resolve("backup"));
    host.start();
    copy(dir.resolve("backup"), dir.resolve("spool"));
    Files.delete(dir.resolve("spool/hosts/web1/ended").resolve(job.jid().text()));
    assertThat(host.state(job)).isEqualTo(State.PENDING);
    host.boot = "boot2";
    host.start();
    assertThat(host.ledger()).hasSize(1);
    assertThat(host.state(job)).isEqualTo(State.SUCCEEDED);
    assertThat(host.delivery(job).result().exitCode()).contains(0);
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path copy = to.resolve(from.relativize(each));
        if (!Files.isDirectory(copy)) {
          Files.copy(
              each, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_host_made_anew_does_not_run_what_the_old_one_had_begun() throws IOException {
    HostCase host = new HostCase(dir);
    Job begun = host.submit(Jobs.any());
    Job pending = host.submit(Jobs.any());
    host.die(Step.AFTER_STARTED);
    for (Path file : List.of(dir.resolve("journal/incarnation"), track(begun))) {
      Files.delete(file);
    }
    host.start();
    assertThat(host.state(begun)).isEqualTo(State.UNKNOWN);
    assertThat(host.delivery(begun).result().reason()).contains("journal was lost");
    assertThat(host.state(pending)).isEqualTo(State.SUCCEEDED);
  }

  @Test
  void a_damaged_page_of_the_journal_stands_for_a_run() throws IOException {
    HostCase host = new HostCase(dir);
    Job begun = host.submit(new Jobs().idempotent(3).job());
    host.die(Step.AFTER_STARTED);
    byte[] bytes = Files.readAllBytes(track(begun));
    bytes[20] ^= 1;
    Files.write(track(begun), (new String(bytes, UTF_8) + "{}\n").getBytes(UTF_8));
    host.start();
    assertThat(host.state(begun)).isEqualTo(State.UNKNOWN);
    assertThat(host.warnings).anyMatch(text -> text.contains("never run again"));
    assertThat(host.ledger()).isEmpty();
  }

  @Test
  void without_a_journal_nothing_is_claimed() throws IOException {
    HostCase host = new HostCase(dir);
    Job job = host.submit(Jobs.any());
    Files.writeString(dir.resolve("journal"), "in the way");
    assertThatThrownBy(host::start).isInstanceOf(UncheckedIOException.class);
    Files.delete(dir.resolve("journal"));
    Files.createDirectory(dir.resolve("journal"));
    Files.writeString(dir.resolve("journal/incarnation"), "no line of ours");
    assertThatThrownBy(host::start).hasMessageContaining("is damaged");
    assertThat(host.state(job)).isEqualTo(State.PENDING);
  }

  @Test
  void a_boot_starts_no_more_jobs_than_it_may() {
    HostCase host = new HostCase(dir);
    host.mostStarts = 2;
    for (int i = 0; i < 5; i++) {
      host.submit(Jobs.any());
    }
    host.start();
    host.start();
    assertThat(host.ledger()).hasSize(2);
    assertThat(host.warnings).anyMatch(text -> text.contains("max_jobs_per_boot"));
    host.boot = "boot2";
    host.start();
    assertThat(host.ledger()).hasSize(4);
  }

  private Path track(Job job) {
    return dir.resolve("journal").resolve(job.jid().text());
  }
}
