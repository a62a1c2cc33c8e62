package runner.jobs.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.jobs.Store.Change;
import runner.jobs.Store.HostInfo;
import runner.jobs.Store.Query;
import runner.journal.disk.CorruptStateException;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** What people read. */
final class DeliveryQueries {
  /** Of all hosts of one job only the first brings the job's text along. */
  private static final String DELIVERIES =
      "select "
          + RowReader.COLUMNS
          + ", case when jid is distinct from lag(jid) over (order by jid, host) then body end"
          + " as body from runner.%s where (?::text is null or jid = ?)"
          + " and (?::text is null or host = ?) and (?::text[] is null or state = any (?))"
          + " and (?::text is null or task = ?)"
          + " and (?::timestamptz is null or submitted_at >= ?) order by jid, host";

  /** Rows that the driver holds at a time; each may carry the end of an output. */
  private static final int PORTION = 500;

  private final DatabaseSession session;

  DeliveryQueries(DatabaseSession session) {
    this.session = session;
  }

  List<Delivery> deliveries(Query query) {
    List<Delivery> all = new ArrayList<>();
    each(query, all::add);
    return all;
  }

  void each(Query query, Consumer<Delivery> to) {
    session.ask(
        connection -> {
          // A host may read too, but its own alone.
          String from = DatabaseSession.may(connection, "runner_admin") ? "seen" : "mine()";
          read(connection, DELIVERIES.formatted(from), query, to);
          return true;
        });
  }

  /** The end of a transaction. */
  private interface End extends AutoCloseable {
    @Override
    void close() throws SQLException;
  }

  /** Only in a transaction does the driver fetch rows in portions. */
  private static End begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    return () -> connection.setAutoCommit(true);
  }

  @SuppressWarnings("try") // The end is only there to come.
  private static void read(
      Connection connection, String statement, Query query, Consumer<Delivery> to)
      throws SQLException {
    try (End end = begin(connection);
        PreparedStatement call = connection.prepareStatement(statement)) {
      Object[] states = states(query).map(State::word).toArray();
      twice(call, 1, query.jid().map(JobId::text));
      twice(call, 3, query.host());
      twice(
          call,
          5,
          states.length == 0
              ? Optional.empty()
              : Optional.of(connection.createArrayOf("text", states)));
      twice(call, 7, query.task());
      twice(call, 9, query.since().map(PostgresStore::at));
      call.setFetchSize(PORTION);
      try (ResultSet row = call.executeQuery()) {
        read(row, delivery -> Optional.of(delivery).filter(query::covers).ifPresent(to));
      }
    }
  }

  /** What nobody claimed in time may be written down as pending still. */
  private static Stream<State> states(Query query) {
    return Stream.concat(
        query.states().stream(),
        query.states().contains(State.EXPIRED) ? Stream.of(State.PENDING) : Stream.empty());
  }

  private static void twice(PreparedStatement call, int at, Optional<?> value) throws SQLException {
    for (int place = at; place <= at + 1; place++) {
      call.setObject(place, value.orElse(null));
    }
  }

  /** The rows of a job come one after the other. */
  private static void read(ResultSet row, Consumer<Delivery> to) throws SQLException {
    Optional<Job> job = Optional.empty();
    while (row.next()) {
      byte[] body = row.getBytes("body");
      if (body != null) {
        job = Optional.of(job(RowReader.jid(row), body));
      }
      Instant now = RowReader.instant(row, "at");
      to.accept(RowReader.delivery(row, job.orElseThrow()).seen(now));
    }
  }

  private static Job job(JobId jid, byte[] body) {
    try {
      return Job.decode(body);
    } catch (CorruptStateException e) {
      throw new RunnerException(
          ExitCode.UNAVAILABLE,
          "job " + jid,
          "its text in the database: " + e.getMessage(),
          "delete from runner.job where jid = '" + jid + "'");
    }
  }

  List<Change> changes(JobId jid) {
    List<Change> changes = new ArrayList<>();
    for (Delivery one : deliveries(Query.of(jid))) {
      Job.Origin origin = one.job().origin();
      changes.add(
          new Change(
              origin.submittedAt(),
              origin.submittedBy(),
              jid,
              one.host(),
              State.PENDING,
              State.PENDING));
    }
    return session.ask(
        connection -> {
          try (PreparedStatement call =
              connection.prepareStatement(
                  "select at, actor, host, was, became from runner.event where jid = ?"
                      + " order by at")) {
            call.setString(1, jid.text());
            try (ResultSet row = call.executeQuery()) {
              while (row.next()) {
                changes.add(change(jid, row));
              }
            }
          }
          return changes;
        });
  }

  private static Change change(JobId jid, ResultSet row) throws SQLException {
    return new Change(
        RowReader.instant(row, "at"),
        row.getString("actor"),
        jid,
        row.getString("host"),
        RowReader.state(row.getString("was")),
        RowReader.state(row.getString("became")));
  }

  List<HostInfo> hosts() {
    return session.ask(
        connection -> {
          List<HostInfo> hosts = new ArrayList<>();
          String from = DatabaseSession.may(connection, "runner_admin") ? "host" : "me()";
          try (PreparedStatement call =
                  connection.prepareStatement("select * from runner." + from + " order by host");
              ResultSet row = call.executeQuery()) {
            while (row.next()) {
              hosts.add(
                  new HostInfo(
                      row.getString("host"),
                      row.getString("incarnation"),
                      row.getString("boot"),
                      RowReader.instant(row, "last_boot"),
                      RowReader.instant(row, "last_seen"),
                      row.getString("version")));
            }
          }
          return hosts;
        });
  }
}
