package runner.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Inbox;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.jobs.Jobs;
import runner.jobs.Store;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** Two at once: each race has one winner. {@code -Drunner.jobs.races=1000} for more of them. */
final class DatabaseRivalsTest {
  private static final int RACES = Integer.getInteger("runner.jobs.races", 100);
  private static final Fixture FIXTURE = Fixture.create();
  private static final Inbox.Hello HELLO = new Inbox.Hello("i1", "boot1", "0.1.0");

  private final ExecutorService both = Executors.newFixedThreadPool(2);
  private Store store;

  @BeforeEach
  void open() {
    FIXTURE.empty();
    store = FIXTURE.store();
  }

  @AfterEach
  void close() throws Exception {
    both.shutdown();
    assertThat(both.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    store.close();
  }

  @Test
  void of_a_claim_and_a_cancellation_exactly_one_wins() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    int cancelled = 0;
    try (Inbox inbox = store.inbox("web1")) {
      inbox.hello(HELLO);
      for (int race = 0; race < RACES; race++) {
        Job job = submitted(Jobs.any());
        Future<Boolean> claim =
            both.submit(
                () -> {
                  start.await();
                  return inbox.claimNext(Set.of()).isPresent();
                });
        Future<State> cancel =
            both.submit(
                () -> {
                  start.await();
                  return store.cancel(job.jid(), Optional.empty(), "alice").get(0).state();
                });
        boolean wasCancelled = cancel.get() == State.CANCELLED;
        assertThat(claim.get())
            .as("claimed, and cancelled: %s", wasCancelled)
            .isEqualTo(!wasCancelled);
        cancelled += wasCancelled ? 1 : 0;
      }
    }
    System.out.println(RACES + " races, " + cancelled + " cancelled in time");
  }

  @Test
  void two_runners_of_one_host_get_each_job_once() throws Exception {
    Set<JobId> jobs = new HashSet<>();
    for (int i = 0; i < RACES; i++) {
      jobs.add(submitted(Jobs.any()).jid());
    }
    CyclicBarrier start = new CyclicBarrier(2);
    Callable<List<JobId>> drain =
        () -> {
          try (Inbox inbox = store.inbox("web1")) {
            inbox.hello(HELLO);
            start.await();
            List<JobId> got = new ArrayList<>();
            for (var next = inbox.claimNext(Set.of());
                next.isPresent();
                next = inbox.claimNext(Set.of())) {
              got.add(next.get().delivery().job().jid());
            }
            return got;
          }
        };
    Future<List<JobId>> one = both.submit(drain);
    Future<List<JobId>> other = both.submit(drain);
    List<JobId> all = new ArrayList<>(one.get());
    all.addAll(other.get());
    assertThat(all).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(jobs);
  }

  @Test
  void a_machine_that_was_cloned_is_told_so() {
    Job job = submitted(Jobs.any());
    try (Inbox one = store.inbox("web1");
        Inbox clone = store.inbox("web1")) {
      one.hello(HELLO);
      clone.hello(new Inbox.Hello("i2", "boot2", "0.1.0"));
      assertThatThrownBy(() -> one.claimNext(Set.of()))
          .isInstanceOfSatisfying(
              RunnerException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.BUSY))
          .hasMessageContaining("another journal of web1 said hello since");
      assertThat(clone.claimNext(Set.of()).orElseThrow().delivery().job()).isEqualTo(job);
      assertThat(one.report(job.jid(), State.SUCCEEDED, Delivery.Result.NONE)).isFalse();
    }
  }

  @Test
  void of_two_submits_of_one_key_each_host_gets_one_job() throws Exception {
    List<Store.Address> there = addresses("web1", "web2", "web3");
    List<Store.Address> back = addresses("web3", "web2", "web1");
    CyclicBarrier start = new CyclicBarrier(2);
    for (int race = 0; race < RACES / 10; race++) {
      String key = "key" + race;
      Future<List<Store.Accepted>> one = both.submit(() -> racing(start, key, there));
      Future<List<Store.Accepted>> other = both.submit(() -> racing(start, key, back));
      Set<Store.Accepted> all = new HashSet<>(one.get());
      all.addAll(other.get());
      assertThat(all).as("each host has one, and both submits say which").hasSize(3);
    }
  }

  @Test
  void a_purge_leaves_a_job_that_is_being_submitted_again() throws Exception {
    Job job = submitted(Jobs.any());
    FIXTURE.sql("delete from runner.delivery", "update runner.job set submitted_at = '2001-01-01'");
    try (DatabaseSession other = new DatabaseSession(FIXTURE.person("alice"))) {
      other.ask(connection -> set(connection, false));
      new PostgresStore(other, FIXTURE::host).submit(job, addresses("web2"));
      Future<Integer> purge = both.submit(() -> store.purge(Instant.now()));
      FIXTURE.awaitBlocked();
      other.ask(connection -> set(connection, true));
      assertThat(purge.get()).isZero();
    }
    assertThat(store.list(Store.Query.of(job.jid()))).hasSize(1);
  }

  /** Turned on again, it commits. */
  private static boolean set(Connection connection, boolean autoCommit) throws SQLException {
    connection.setAutoCommit(autoCommit);
    return autoCommit;
  }

  private static List<Store.Accepted> racing(
      CyclicBarrier start, String key, List<Store.Address> to) throws Exception {
    try (Store own = FIXTURE.store()) {
      own.hosts();
      start.await();
      return own.submit(new Jobs().key(key).job(), to);
    }
  }

  private static List<Store.Address> addresses(String... hosts) {
    return java.util.stream.Stream.of(hosts).map(h -> new Store.Address(h, "signed")).toList();
  }

  private Job submitted(Job job) {
    store.submit(job, addresses("web1"));
    return job;
  }
}
