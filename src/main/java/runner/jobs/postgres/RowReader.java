package runner.jobs.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import runner.jobs.Delivery;
import runner.jobs.Delivery.State;
import runner.jobs.Job;
import runner.jobs.JobId;

/** Rows of the database as values. */
final class RowReader {
  /** What a {@link Delivery} is read from where it is listed, but for its job's text. */
  static final String COLUMNS =
      "host, jid, '' as signature, state, incarnation, deliveries, delivered_at, started_at,"
          + " finished_at, exit_code, signal, output_tail, reason, at";

  private RowReader() {}

  static Delivery delivery(ResultSet row, Job job) throws SQLException {
    return new Delivery(
        job,
        row.getString("host"),
        row.getString("signature"),
        state(row.getString("state")),
        row.getString("incarnation"),
        row.getInt("deliveries"),
        maybe(row, "delivered_at"),
        maybe(row, "started_at"),
        maybe(row, "finished_at"),
        new Delivery.Result(
            number(row, "exit_code"),
            number(row, "signal"),
            row.getString("output_tail"),
            row.getString("reason")));
  }

  static JobId jid(ResultSet row) throws SQLException {
    return new JobId(row.getString("jid"));
  }

  static State state(String word) {
    return State.valueOf(word.toUpperCase(Locale.ROOT));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static Optional<Instant> maybe(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static Optional<Integer> number(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, Integer.class));
  }
}
