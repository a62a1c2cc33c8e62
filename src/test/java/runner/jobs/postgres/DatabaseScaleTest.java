package runner.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Inbox;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.jobs.Store;

/**
 * One host's work costs the same however much waits for others. {@code -Drunner.jobs.rows=1000000}
 * for a fleet's size; the figures are printed then.
 */
final class DatabaseScaleTest {
  private static final int ROWS = Integer.getInteger("runner.jobs.rows", 10_000);
  private static final int HOSTS = ROWS / 100;

  private static final Fixture FIXTURE = Fixture.create();

  @Test
  void no_question_of_a_host_reads_a_table_from_end_to_end() throws Exception {
    FIXTURE.server().run(FIXTURE.database(), "create role own1 login in role runner_host");
    FIXTURE.server().certificate("own1", "/CN=own1");
    Map<String, DatabaseAccess> both =
        Map.of("host1", FIXTURE.host("host1"), "own1", FIXTURE.person("own1"));
    for (String name : both.keySet()) {
      try (DatabaseSession session = new DatabaseSession(both.get(name));
          PostgresInbox inbox = new PostgresInbox(session, name)) {
        flush(session);
        long before = scans();
        work(inbox);
        flush(session);
        assertThat(scans() - before).as("sequential scans for %s", name).isZero();
      }
    }
  }

  private void work(Inbox inbox) {
    List<String> figures = new ArrayList<>();
    timed("hello", figures, () -> inbox.hello(new Inbox.Hello("i1", "boot1", "0.1.0")));
    for (int i = 0; i < 5; i++) {
      List<Job> claimed = new ArrayList<>();
      timed(
          "claim",
          figures,
          () -> claimed.add(inbox.claimNext(Set.of()).orElseThrow().delivery().job()));
      timed(
          "report",
          figures,
          () ->
              assertThat(inbox.report(claimed.get(0).jid(), State.SUCCEEDED, Delivery.Result.NONE))
                  .isTrue());
    }
    if (ROWS >= 1_000_000) {
      System.out.println(ROWS + " pending: " + String.join(", ", figures));
    }
  }

  private static void timed(String what, List<String> figures, Runnable work) {
    long begun = System.nanoTime();
    work.run();
    figures.add("%s %.1f ms".formatted(what, (System.nanoTime() - begun) / 1e6));
  }

  /** A hundred jobs for each of many hosts, and as many for two that will ask. */
  @BeforeAll
  static void fill() throws SQLException {
    try (Store store = FIXTURE.store()) {
      for (int i = 0; i < 100; i++) {
        List<Store.Address> to = new ArrayList<>();
        to.add(new Store.Address("own1", "signed"));
        for (int host = 0; host < HOSTS; host++) {
          to.add(new Store.Address("host" + host, "signed"));
        }
        store.submit(Jobs.any(), to);
      }
    }
    FIXTURE.server().run(FIXTURE.database(), "analyze");
  }

  /** Counters reach the view when a session is idle, or told so. */
  private static void flush(DatabaseSession session) {
    session.ask(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("select pg_stat_force_next_flush()");
          }
        });
  }

  private long scans() throws SQLException {
    try (Connection connection = FIXTURE.server().superuser(FIXTURE.database());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select sum(seq_scan) from pg_stat_user_tables where schemaname = 'runner'"
                    + " and relname = 'delivery'")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void a_job_is_shown_and_cancelled_without_reading_all() throws Exception {
    Job job = Jobs.any();
    DatabaseSession session = new DatabaseSession(FIXTURE.person("alice"));
    try (Store store = new PostgresStore(session, FIXTURE::host)) {
      store.submit(job, List.of(new Store.Address("host1", "signed")));
      flush(session);
      long before = scans();
      assertThat(store.list(Store.Query.of(job.jid()))).hasSize(1);
      assertThat(store.cancel(job.jid(), Optional.empty(), "alice")).hasSize(1);
      assertThat(store.history(job.jid())).hasSize(2);
      flush(session);
      assertThat(scans() - before).isZero();
    }
  }
}
