package runner.jobs.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Jid;
import runner.jobs.Job;
import runner.jobs.Store.Change;
import runner.jobs.Store.Query;
import runner.jobs.Store.Sighting;
import runner.journal.disk.DamageException;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** What people read. */
final class Listing {
  /** Of all hosts of one job only the first brings the job's text along. */
  private static final String DELIVERIES =
      "select "
          + Rows.COLUMNS
          + ", case when jid is distinct from lag(jid) over (order by jid, host) then body end"
          + " as body from runner.%s where (?::text is null or jid = ?)"
          + " and (?::text is null or host = ?) and (?::text[] is null or state = any (?))"
          + " and (?::text is null or task = ?)"
          + " and (?::timestamptz is null or submitted_at >= ?) order by jid, host";

  private final Session session;

  Listing(Session session) {
    this.session = session;
  }

  List<Delivery> deliveries(Query query) {
    return session.ask(
        connection -> {
          // A host may read too, but its own alone.
          String from = Session.may(connection, "runner_admin") ? "seen" : "mine()";
          try (PreparedStatement call = connection.prepareStatement(DELIVERIES.formatted(from))) {
            Object[] states = states(query).map(State::word).toArray();
            twice(call, 1, query.jid().map(Jid::text));
            twice(call, 3, query.host());
            twice(
                call,
                5,
                states.length == 0
                    ? Optional.empty()
                    : Optional.of(connection.createArrayOf("text", states)));
            twice(call, 7, query.task());
            twice(call, 9, query.since().map(PostgresStore::at));
            try (ResultSet row = call.executeQuery()) {
              return read(row).stream().filter(query::covers).toList();
            }
          }
        });
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

  private static List<Delivery> read(ResultSet row) throws SQLException {
    Map<Jid, Job> jobs = new HashMap<>();
    List<Delivery> found = new ArrayList<>();
    while (row.next()) {
      Jid jid = Rows.jid(row);
      byte[] body = row.getBytes("body");
      if (body != null) {
        jobs.put(jid, job(jid, body));
      }
      Instant now = Rows.instant(row, "at");
      found.add(Rows.delivery(row, jobs.get(jid)).seen(now));
    }
    return found;
  }

  private static Job job(Jid jid, byte[] body) {
    try {
      return Job.decode(body);
    } catch (DamageException e) {
      throw new RunnerException(
          ExitCode.UNAVAILABLE,
          "job " + jid,
          "its text in the database: " + e.getMessage(),
          "delete from runner.job where jid = '" + jid + "'");
    }
  }

  List<Change> changes(Jid jid) {
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

  private static Change change(Jid jid, ResultSet row) throws SQLException {
    return new Change(
        Rows.instant(row, "at"),
        row.getString("actor"),
        jid,
        row.getString("host"),
        Rows.state(row.getString("was")),
        Rows.state(row.getString("became")));
  }

  List<Sighting> hosts() {
    return session.ask(
        connection -> {
          List<Sighting> hosts = new ArrayList<>();
          String from = Session.may(connection, "runner_admin") ? "host" : "me()";
          try (PreparedStatement call =
                  connection.prepareStatement("select * from runner." + from + " order by host");
              ResultSet row = call.executeQuery()) {
            while (row.next()) {
              hosts.add(
                  new Sighting(
                      row.getString("host"),
                      row.getString("incarnation"),
                      row.getString("boot"),
                      Rows.instant(row, "last_boot"),
                      Rows.instant(row, "last_seen"),
                      row.getString("version")));
            }
          }
          return hosts;
        });
  }
}
