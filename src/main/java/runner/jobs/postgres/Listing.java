package runner.jobs.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final String DELIVERIES =
      "select "
          + Rows.COLUMNS
          + " from runner.seen where (?::text is null or jid = ?) and (?::text is null or host = ?)"
          + " and (?::text[] is null or state = any (?)) and (?::text is null or task = ?)"
          + " and (?::timestamptz is null or submitted_at >= ?) order by jid, host";

  private final Session session;

  Listing(Session session) {
    this.session = session;
  }

  List<Delivery> deliveries(Query query) {
    return session.ask(
        connection -> {
          Map<Jid, Job> jobs = new HashMap<>();
          List<Delivery> found = new ArrayList<>();
          return found;
        });
  }
}
