package runner.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Inbox;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.jobs.Store;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** One host can do nothing to another's jobs, whatever it says to the database. */
final class IsolationTest {
  private static final Fixture FIXTURE = Fixture.create();
  private static final Inbox.Hello HELLO = new Inbox.Hello("i1", "boot1", "0.1.0");

  private final Store store = FIXTURE.store();
  private Job job;
  private Connection h7;

  @BeforeEach
  void aJobOfAnotherHost() throws Exception {
    FIXTURE.empty();
    job = Jobs.any();
    store.submit(job, List.of(new Store.Address("h8", "signed")));
    DatabaseAccess access = FIXTURE.host("h7");
    h7 = new org.postgresql.Driver().connect(access.url(), access.properties());
  }

  @AfterEach
  void close() throws Exception {
    h7.close();
    store.close();
  }

  @Test
  void a_host_touches_no_table() throws Exception {
    List<String> tables = column("select tablename from pg_tables where schemaname = 'runner'");
    assertThat(tables).contains("job", "proof", "delivery", "host", "event");
    refused("select * from runner.seen");
    for (String table : tables) {
      for (String statement :
          List.of(
              "select * from runner.%s",
              "table runner.%s",
              "insert into runner.%s default values",
              "delete from runner.%s",
              "truncate runner.%s",
              "copy runner.%s to stdout",
              "begin; lock runner.%s; commit",
              "drop table runner.%s",
              "grant all on runner.%s to public")) {
        refused(statement.formatted(table));
      }
    }
    refused("update runner.delivery set state = 'pending'");
  }

  @Test
  void a_host_may_call_seven_functions_and_no_other() throws Exception {
    String mayCall =
        " from pg_proc p join pg_namespace n on n.oid = pronamespace where nspname = 'runner'"
            + " and has_function_privilege('%s', p.oid, 'execute') order by 1";
    assertThat(column("select proname" + mayCall.formatted("runner_host")))
        .containsExactly("claim_next", "held", "hello", "me", "mine", "report", "this_host");
    assertThat(column("select proname" + mayCall.formatted("runner_admin")))
        .containsExactly("cancel", "purge", "submit", "watch");
    assertThat(column("select proname" + mayCall.formatted("pg_monitor"))).isEmpty();
  }

  @Test
  void every_function_that_a_host_may_not_call_is_refused() {
    String jid = job.jid().text();
    refused("select runner.move('h8', '" + jid + "', 'pending', 'cancelled', 'h7', '')");
    refused("select runner.cancel('" + jid + "', null, 'h8')");
    refused("select runner.purge(now())");
    refused("select runner.watch('" + jid + "')");
    refused(
        "select runner.submit('20260101000000000000_000000', 'x', 't', now(), null,"
            + " now() + interval '1 day', false, null, 1, '{h8}', '{1}', '{s}')");
    assertThat(only().state()).isEqualTo(State.PENDING);
  }

  @Test
  void a_function_that_is_added_later_is_nobodys() throws Exception {
    FIXTURE
        .server()
        .run(
            FIXTURE.database(),
            "set role runner_owner",
            "create function runner.later() returns int language sql as 'select 1'");
    refused("select runner.later()");
    FIXTURE.server().run(FIXTURE.database(), "drop function runner.later()");
  }

  @Test
  void every_function_runs_with_a_path_of_its_own() throws Exception {
    assertThat(
            column(
                "select proname from pg_proc p join pg_namespace n on n.oid = pronamespace"
                    + " where nspname = 'runner' and not (prosecdef"
                    + " and proconfig = array['search_path=runner, pg_temp'])"))
        .isEmpty();
    try (Statement statement = h7.createStatement()) {
      statement.execute("create temp table delivery (host text, jid text, state text)");
      statement.execute("set search_path = pg_temp, runner");
      statement.execute("select runner.hello('h7', 'i', 'b', 'v')");
    }
  }

  @Test
  void a_host_claims_nothing_of_another() throws Exception {
    try (Statement statement = h7.createStatement()) {
      statement.execute("select runner.hello('h7', 'i1', 'b', 'v')");
      assertThat(rows(statement, "select * from runner.claim_next('i1', '{}')")).isZero();
      assertThat(rows(statement, "select * from runner.held('i1')")).isZero();
      assertThat(rows(statement, "select * from runner.mine()")).isZero();
      assertThat(rows(statement, "select * from runner.me() where host <> 'h7'")).isZero();
    }
    refused("select runner.hello('h8', 'i1', 'b', 'v')");
    refused("set session authorization alice");
    refused("set role runner_owner");
    refused("set role runner_admin");
    refused("set role alice");
    assertThat(only().state()).isEqualTo(State.PENDING);
  }

  @Test
  void a_host_neither_sees_nor_reports_nor_settles_what_another_holds() throws Exception {
    try (Inbox h8 = store.inbox("h8");
        Statement statement = h7.createStatement()) {
      h8.hello(HELLO);
      assertThat(h8.claimNext(Set.of())).isPresent();
      statement.execute("select runner.hello('h7', 'i1', 'boot1', 'v')");
      assertThat(rows(statement, "select * from runner.held('i1')")).isZero();
      for (String state : List.of("running", "pending", "succeeded", "failed", "rejected")) {
        try (ResultSet row =
            statement.executeQuery(
                "select runner.report('i1', '%s', '%s', 0, null, '', '')"
                    .formatted(job.jid(), state))) {
          row.next();
          assertThat(row.getBoolean(1)).isFalse();
        }
      }
      statement.execute("select runner.hello('h7', 'other', 'boot1', 'v')");
      assertThat(only().state()).isEqualTo(State.DELIVERED);
      assertThat(h8.report(job.jid(), State.SUCCEEDED, Delivery.Result.NONE)).isTrue();
    }
  }

  @Test
  void a_host_that_says_it_is_another_is_told_who_it_is() {
    try (Inbox liar = new PostgresInbox(new DatabaseSession(FIXTURE.host("h7")), "h8")) {
      assertThatThrownBy(() -> liar.hello(HELLO))
          .isInstanceOfSatisfying(
              RunnerException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.UNSAFE))
          .hasMessageContaining("the certificate is that of h7, not of h8; [jobs] host_id = h7");
    }
  }

  @Test
  void a_host_sees_no_names_of_jobs_in_what_others_do() throws Exception {
    try (Inbox h8 = store.inbox("h8")) {
      h8.hello(HELLO);
      assertThat(h8.claimNext(Set.of())).isPresent();
      try (Statement statement = h7.createStatement();
          ResultSet row = statement.executeQuery("select query from pg_stat_activity")) {
        while (row.next()) {
          assertThat("" + row.getString(1)).doesNotContain(job.jid().text()).doesNotContain("h8");
        }
      }
    }
  }

  private Delivery only() {
    return store.list(Store.Query.of(job.jid())).get(0);
  }

  private void refused(String sql) {
    assertThatThrownBy(
            () -> {
              try (Statement statement = h7.createStatement()) {
                statement.execute(sql);
              } finally {
                rolledBack();
              }
            })
        .as(sql)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).as(sql).isIn("42501", "28000"));
  }

  /** What a refusal in the middle of several statements leaves behind. */
  private void rolledBack() throws SQLException {
    try (Statement statement = h7.createStatement()) {
      statement.execute("rollback");
    }
  }

  private static int rows(Statement statement, String sql) throws SQLException {
    int count = 0;
    try (ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        count++;
      }
    }
    return count;
  }

  private static List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = FIXTURE.server().superuser(FIXTURE.database());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }
}
