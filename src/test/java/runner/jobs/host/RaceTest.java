package runner.jobs.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Inbox;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.jobs.Jobs;
import runner.jobs.Store;

/** Of two who want one job at the same time exactly one gets it. */
final class RaceTest {
  @TempDir Path dir;

  @Test
  void of_a_claim_and_a_cancellation_one_wins() throws Exception {
    HostCase host = new HostCase(dir);
    int races = Integer.getInteger("runner.jobs.races", 60);
    int cancelled = 0;
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Inbox inbox = host.store().inbox("web1")) {
      inbox.hello(new Inbox.Hello("i1", "boot1", "0.1.0"));
      for (int race = 0; race < races; race++) {
        cancelled += race(host, inbox, threads) ? 0 : 1;
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.println("cancel against claim: " + cancelled + " of " + races + " cancelled");
  }

  /** Says whether the claim won. */
  private static boolean race(HostCase host, Inbox inbox, ExecutorService threads)
      throws Exception {
    Job job = host.submit(Jobs.any());
    CyclicBarrier both = new CyclicBarrier(2);
    Callable<List<Delivery>> cancel =
        () -> {
          both.await();
          return host.store().cancel(job.jid(), Optional.empty(), "alice");
        };
    Callable<Optional<Inbox.Claim>> claim =
        () -> {
          both.await();
          return inbox.claimNext(Set.of());
        };
    Future<List<Delivery>> takenBack = threads.submit(cancel);
    boolean claimed = threads.submit(claim).get().isPresent();
    State seen = takenBack.get().get(0).state();
    assertThat(seen == State.CANCELLED).isNotEqualTo(claimed);
    assertThat(host.state(job)).isEqualTo(claimed ? State.DELIVERED : State.CANCELLED);
    if (claimed) {
      inbox.report(job.jid(), State.SUCCEEDED, Delivery.Result.NONE);
    }
    return claimed;
  }

  @Test
  @DisplayName("F2 a hundred submissions at once: of one key one job, else none lost")
  void submissionsAtOnce() throws Exception {
    HostCase host = new HostCase(dir);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Set<JobId> alike = together(threads, host, () -> new Jobs().key("upgrade").job());
      assertThat(alike).hasSize(1);
      assertThat(together(threads, host, Jobs::any)).hasSize(50);
    } finally {
      threads.shutdownNow();
    }
    host.mostStarts = 100;
    host.start();
    assertThat(host.ledger()).hasSize(51).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("F2 what is submitted while a host does its jobs is done too, each once")
  void submittedMeanwhile() throws Exception {
    HostCase host = new HostCase(dir);
    host.mostStarts = 100;
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Set<JobId>> submitted =
          thread.submit(
              () -> {
                Set<JobId> jids = new HashSet<>();
                for (int i = 0; i < 20; i++) {
                  jids.add(host.submit(Jobs.any()).jid());
                }
                return jids;
              });
      while (!submitted.isDone()) {
        host.start();
      }
      host.start();
      assertThat(host.ledger())
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(submitted.get().stream().map(JobId::text).toList());
    } finally {
      thread.shutdownNow();
    }
  }

  private static Set<JobId> together(
      ExecutorService threads, HostCase host, java.util.function.Supplier<Job> jobs)
      throws Exception {
    List<Future<JobId>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Job job = jobs.get();
      all.add(
          threads.submit(
              () -> host.store().submit(job, List.of(new Store.Address("web1", ""))).get(0).jid()));
    }
    Set<JobId> jids = new HashSet<>();
    for (Future<JobId> one : all) {
      jids.add(one.get());
    }
    return jids;
  }
}
