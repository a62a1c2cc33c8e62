package runner.jobs.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import runner.jobs.Delivery;
import runner.jobs.Inbox;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.journal.disk.CorruptStateException;

/** The functions of the schema that a host may call. */
final class PostgresInbox implements Inbox {
  private final DatabaseSession session;
  private final String host;
  private String incarnation = "";

  PostgresInbox(DatabaseSession session, String host) {
    this.session = session;
    this.host = host;
  }

  @Override
  public Welcome hello(Hello hello) {
    incarnation = hello.incarnation();
    return session.ask(
        connection -> {
          Instant now;
          try (PreparedStatement call =
              connection.prepareStatement("select runner.hello(?, ?, ?, ?) as at")) {
            call.setString(1, host);
            call.setString(2, incarnation);
            call.setString(3, hello.boot());
            call.setString(4, hello.version());
            try (ResultSet row = call.executeQuery()) {
              row.next();
              now = RowReader.instant(row, "at");
            }
          }
          return new Welcome(now, held(connection));
        });
  }

  private List<Delivery> held(Connection connection) throws SQLException {
    List<Delivery> held = new ArrayList<>();
    try (PreparedStatement call = connection.prepareStatement("select * from runner.held(?)")) {
      call.setString(1, incarnation);
      try (ResultSet row = call.executeQuery()) {
        while (row.next()) {
          readable(connection, row).ifPresent(held::add);
        }
      }
    }
    return held;
  }

  @Override
  public Optional<Claim> claimNext(Set<JobId> except) {
    return session.ask(
        connection -> {
          Optional<Claim> claim = Optional.empty();
          boolean more = true;
          while (more && claim.isEmpty()) {
            try (PreparedStatement call =
                connection.prepareStatement("select * from runner.claim_next(?, ?)")) {
              call.setString(1, incarnation);
              call.setArray(2, texts(connection, except));
              try (ResultSet row = call.executeQuery()) {
                more = row.next();
                claim = more ? claim(connection, row) : claim;
              }
            }
          }
          return claim;
        });
  }

  private Optional<Claim> claim(Connection connection, ResultSet row) throws SQLException {
    Instant now = RowReader.instant(row, "at");
    return readable(connection, row)
        .map(one -> new Claim(one, Duration.between(now, one.job().terms().expiresAt())));
  }

  /** A job that cannot be read is rejected at once, so that it does not block the next one. */
  private Optional<Delivery> readable(Connection connection, ResultSet row) throws SQLException {
    JobId jid = RowReader.jid(row);
    String damage;
    try {
      Job job = Job.decode(row.getBytes("body"));
      if (job.jid().equals(jid)) {
        return Optional.of(RowReader.delivery(row, job));
      }
      damage = "it is another job's";
    } catch (CorruptStateException e) {
      damage = e.getMessage();
    }
    Delivery.Result why = Delivery.Result.of("its text in the database: " + damage);
    report(connection, jid, Delivery.State.REJECTED, why);
    return Optional.empty();
  }

  @Override
  public boolean report(JobId jid, Delivery.State state, Delivery.Result result) {
    return session.ask(connection -> report(connection, jid, state, result));
  }

  private boolean report(
      Connection connection, JobId jid, Delivery.State state, Delivery.Result result)
      throws SQLException {
    try (PreparedStatement call =
        connection.prepareStatement("select runner.report(?, ?, ?, ?, ?, ?, ?)")) {
      call.setString(1, incarnation);
      call.setString(2, jid.text());
      call.setString(3, state.word());
      number(call, 4, result.exitCode());
      number(call, 5, result.signal());
      // The one character that a text of PostgreSQL cannot hold.
      call.setString(6, result.tail().replace('\0', '\uFFFD'));
      call.setString(7, result.reason().replace('\0', '\uFFFD'));
      try (ResultSet row = call.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static void number(PreparedStatement call, int at, Optional<Integer> number)
      throws SQLException {
    if (number.isPresent()) {
      call.setInt(at, number.get());
    } else {
      call.setNull(at, Types.INTEGER);
    }
  }

  private static Array texts(Connection connection, Set<JobId> jids) throws SQLException {
    return connection.createArrayOf("text", jids.stream().map(JobId::text).toArray());
  }

  @Override
  public void close() {
    session.close();
  }
}
