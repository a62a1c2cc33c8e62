package runner.jobs.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.postgresql.PGConnection;
import runner.jobs.Delivery;
import runner.jobs.Inbox;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.jobs.Store;

/** The functions of the schema that people may call who are in the role runner_admin. */
final class PostgresStore implements Store {
  private static final String SUBMIT =
      "select * from runner.submit(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final DatabaseSession session;
  private final Function<String, DatabaseAccess> asHost;
  private final DeliveryQueries listing;

  PostgresStore(DatabaseSession session, Function<String, DatabaseAccess> asHost) {
    this.session = session;
    this.asHost = asHost;
    this.listing = new DeliveryQueries(session);
  }

  @Override
  public List<Accepted> submit(Job job, List<Address> to) {
    Map<String, JobId> instead =
        session.ask(
            connection -> {
              try (PreparedStatement call = connection.prepareStatement(SUBMIT)) {
                describe(call, job);
                address(call, to);
                return duplicates(call);
              }
            });
    return to.stream()
        .map(Address::host)
        .map(host -> new Accepted(host, instead.getOrDefault(host, job.jid())))
        .toList();
  }

  private static void describe(PreparedStatement call, Job job) throws SQLException {
    call.setString(1, job.jid().text());
    call.setBytes(2, job.encode());
    call.setString(3, job.work().task());
    call.setObject(4, at(job.origin().submittedAt()));
    call.setObject(5, job.terms().notBefore().map(PostgresStore::at).orElse(null));
    call.setObject(6, at(job.terms().expiresAt()));
    call.setBoolean(7, job.terms().idempotent());
    call.setString(8, job.origin().dedupeKey().orElse(null));
    call.setInt(9, job.terms().maxDeliveries());
  }

  /** Hosts share signatures, of which each is sent once. */
  private static void address(PreparedStatement call, List<Address> to) throws SQLException {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (Address one : to) {
      numbers.putIfAbsent(one.signature(), numbers.size() + 1);
    }
    // As texts they are sent in binary; as objects they would be quoted one by one.
    String[] hosts = to.stream().map(Address::host).toArray(String[]::new);
    Integer[] proofs =
        to.stream().map(Address::signature).map(numbers::get).toArray(Integer[]::new);
    String[] signatures = numbers.keySet().toArray(String[]::new);
    call.setArray(10, call.getConnection().createArrayOf("text", hosts));
    call.setArray(11, call.getConnection().createArrayOf("int4", proofs));
    call.setArray(12, call.getConnection().createArrayOf("text", signatures));
  }

  private static Map<String, JobId> duplicates(PreparedStatement call) throws SQLException {
    Map<String, JobId> instead = new HashMap<>();
    try (ResultSet row = call.executeQuery()) {
      while (row.next()) {
        instead.put(row.getString("its_host"), new JobId(row.getString("instead")));
      }
    }
    return instead;
  }

  @Override
  public void each(Query query, Consumer<Delivery> to) {
    listing.each(query, to);
  }

  @Override
  public List<Change> history(JobId jid) {
    return listing.changes(jid);
  }

  @Override
  public List<Delivery> cancel(JobId jid, Optional<String> host, String actor) {
    session.ask(
        connection -> {
          try (PreparedStatement call =
              connection.prepareStatement("select runner.cancel(?, ?, ?)")) {
            call.setString(1, jid.text());
            call.setString(2, host.orElse(null));
            call.setString(3, actor);
            return call.execute();
          }
        });
    Query query = Query.of(jid);
    return listing.deliveries(
        new Query(query.jid(), host, query.states(), query.task(), query.since()));
  }

  @Override
  public List<HostInfo> hosts() {
    return listing.hosts();
  }

  @Override
  public int purge(Instant before) {
    return session.ask(
        connection -> {
          try (PreparedStatement call = connection.prepareStatement("select runner.purge(?)")) {
            call.setObject(1, at(before));
            try (ResultSet row = call.executeQuery()) {
              row.next();
              return row.getInt(1);
            }
          }
        });
  }

  @Override
  public Watch watch(JobId jid) {
    session.ask(
        connection -> {
          try (PreparedStatement listen =
                  connection.prepareStatement("listen \"runner_" + jid.text() + "\"");
              PreparedStatement call = connection.prepareStatement("select runner.watch(?)")) {
            listen.execute();
            call.setString(1, jid.text());
            return call.execute();
          }
        });
    return new Notices(session, jid);
  }

  @Override
  public Inbox inbox(String host) {
    return new PostgresInbox(new DatabaseSession(asHost.apply(host)), host);
  }

  @Override
  public void close() {
    session.close();
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** What the server tells of one job; its own words wake the one who waits. */
  private record Notices(DatabaseSession session, JobId jid) implements Watch {
    @Override
    public void await(Duration atMost) {
      int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, atMost.toMillis()));
      session.ask(connection -> connection.unwrap(PGConnection.class).getNotifications(millis));
    }

    @Override
    public void close() {
      session.ask(
          connection -> {
            try (PreparedStatement end =
                connection.prepareStatement("unlisten \"runner_" + jid.text() + "\"")) {
              return end.execute();
            }
          });
    }
  }
}
