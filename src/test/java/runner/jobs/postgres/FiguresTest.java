package runner.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Inbox;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.jobs.Store;
import runner.jobs.signing.Keys;
import runner.jobs.signing.SigningKey;

/**
 * What a fleet costs, on a server that waits for its disk. {@code -Drunner.jobs.hosts=10000} for
 * the figures of docs/fleet-database.md; a handful of hosts otherwise, so that all of it is seen to
 * work.
 */
final class FiguresTest {
  private static final int HOSTS = Integer.getInteger("runner.jobs.hosts", 20);
  private static final int JOBS = 10;
  private static final int WORKERS = 16;
  private static final Server SERVER = HOSTS > 1000 ? Server.start(true) : Server.shared();

  private final Fixture fixture = Fixture.in(SERVER);
  @TempDir Path dir;

  @Test
  void a_fleet_is_given_its_jobs_and_drains_them() throws Exception {
    SigningKey key = Keys.pair(dir, "alice");
    try (Store store = fixture.store()) {
      List<String> hosts = IntStream.range(0, HOSTS).mapToObj(at -> "f" + at).toList();
      roles(hosts);
      store.hosts();
      for (int number = 0; number < JOBS; number++) {
        Job job = Jobs.any().signedBy("alice");
        long begun = System.nanoTime();
        List<Store.Address> to = key.sign(job, hosts);
        long signed = System.nanoTime();
        store.submit(job, to);
        say(
            String.format(
                "submit to %d: signed in %.3f s, stored in %.3f s",
                HOSTS, (signed - begun) / 1e9, (System.nanoTime() - signed) / 1e9));
      }
      fixture.sql("analyze");
      drain(hosts);
      assertThat(store.list(Store.Query.all()))
          .hasSize(HOSTS * JOBS)
          .allMatch(delivery -> delivery.state() == State.SUCCEEDED);
    }
  }

  /** Each host does all that a start does, on a connection that is there already. */
  private void drain(List<String> hosts) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    List<Long> times = Collections.synchronizedList(new ArrayList<>());
    long begun = System.nanoTime();
    List<Future<?>> all = new ArrayList<>();
    for (int worker = 0; worker < WORKERS; worker++) {
      int from = worker;
      DatabaseSession session = new DatabaseSession(fixture.person("postgres"));
      all.add(
          workers.submit(
              () -> {
                for (int at = from; at < hosts.size(); at += WORKERS) {
                  long start = System.nanoTime();
                  become(session, hosts.get(at));
                  work(new PostgresInbox(session, hosts.get(at)));
                  times.add(System.nanoTime() - start);
                }
                session.close();
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    workers.shutdown();
    told((System.nanoTime() - begun) / 1e9, times);
  }

  private static void told(double seconds, List<Long> times) {
    Collections.sort(times);
    say(
        String.format(
            "drain %d x %d by %d: %.1f s, %.0f hosts/s, a host p50 %.0f ms, p99 %.0f ms",
            HOSTS,
            JOBS,
            WORKERS,
            seconds,
            HOSTS / seconds,
            times.get(times.size() / 2) / 1e6,
            times.get(times.size() * 99 / 100) / 1e6));
  }

  private static void work(Inbox inbox) {
    inbox.hello(new Inbox.Hello("i1", "boot1", "0.1.0"));
    for (var claim = inbox.claimNext(Set.of());
        claim.isPresent();
        claim = inbox.claimNext(Set.of())) {
      Job job = claim.get().delivery().job();
      inbox.report(job.jid(), State.RUNNING, Delivery.Result.NONE);
      inbox.report(
          job.jid(),
          State.SUCCEEDED,
          new Delivery.Result(Optional.of(0), Optional.empty(), "done\n", ""));
    }
  }

  /** What a login as this host's own role comes to, without the handshake. */
  private static void become(DatabaseSession session, String host) {
    session.ask(
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute("reset session authorization");
            return statement.execute("set session authorization " + host);
          }
        });
  }

  private void roles(List<String> hosts) {
    fixture.sql(
        "do $$ begin for n in 0.."
            + (hosts.size() - 1)
            + " loop"
            + " execute format('create role %I login in role runner_host', 'f' || n);"
            + " end loop; end $$");
  }

  @Test
  void hosts_come_with_connections_of_their_own() throws Exception {
    DatabaseAccess access = fixture.host("web1");
    int count = HOSTS > 1000 ? 1000 : 10;
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    long begun = System.nanoTime();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          workers.submit(
              () -> {
                try (DatabaseSession session = new DatabaseSession(access)) {
                  return session.ask(
                      connection -> DatabaseSession.words(connection, "select runner.this_host()"));
                }
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    workers.shutdown();
    double seconds = (System.nanoTime() - begun) / 1e9;
    say(String.format("connect with TLS and be known: %.0f hosts/s", count / seconds));
  }

  @Test
  void a_start_with_three_jobs_costs_little_more_than_one_without() throws Exception {
    SigningKey key = Keys.pair(dir, "alice");
    try (Store store = fixture.store();
        Party web1 = Party.host(fixture, "web1").with("trusted_keys_dir = " + dir);
        Party shut = Party.host(fixture, "web2").with("job_retry = no")) {
      List<Duration> with = new ArrayList<>();
      List<Duration> without = new ArrayList<>();
      for (int round = 0; round < (HOSTS > 1000 ? 7 : 1); round++) {
        for (int i = 0; i < 3; i++) {
          Job job = Jobs.any().signedBy("alice");
          store.submit(job, key.sign(job, List.of("web1")));
        }
        with.add(web1.runs().assertExit(0).wall());
        without.add(shut.runs().assertExit(0).wall());
      }
      assertThat(store.list(Store.Query.all()))
          .allMatch(delivery -> delivery.state() == State.SUCCEEDED);
      Collections.sort(with);
      Collections.sort(without);
      say(
          String.format(
              "a chain of one task: %.3f s with 3 jobs, %.3f s with the gate shut",
              with.get(with.size() / 2).toMillis() / 1e3,
              without.get(without.size() / 2).toMillis() / 1e3));
    }
  }

  private static void say(String line) {
    if (HOSTS > 1000) {
      System.out.println(line);
    }
  }
}
