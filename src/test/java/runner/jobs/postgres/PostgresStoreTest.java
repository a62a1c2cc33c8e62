package runner.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.jobs.Store;
import runner.jobs.StoreRecoveryContract;

/** The contract of a store, kept by the database. */
final class PostgresStoreTest extends StoreRecoveryContract {
  private static final Fixture FIXTURE = Fixture.create();

  @Override
  protected Store open() {
    FIXTURE.empty();
    return FIXTURE.store();
  }

  @Test
  void signatures_are_forgotten_with_their_job() throws Exception {
    Job job = submit(new Jobs().key("k").job(), "web1", "web2");
    store.submit(new Jobs().key("k").job(), List.of(new Store.Address("web1", "of no use")));
    assertThat(signatures()).isEqualTo("signed");
    store.cancel(job.jid(), Optional.empty(), "alice");
    store.purge(Instant.now().plusSeconds(60));
    assertThat(signatures()).isEmpty();
  }

  @Test
  void who_deletes_a_job_by_hand_deletes_its_deliveries() throws Exception {
    Job job = submit(Jobs.any(), "web1", "web2");
    Job other = submit(Jobs.any(), "web1");

    FIXTURE.sql("delete from runner.job where jid = '" + job.jid() + "'");

    assertThat(words("select string_agg(jid, ',') from runner.delivery"))
        .isEqualTo(other.jid().text());
  }

  private static String signatures() throws SQLException {
    return words("select coalesce(string_agg(signature, ','), '') from runner.proof");
  }

  private static String words(String statement) throws SQLException {
    try (Connection connection = FIXTURE.server().superuser(FIXTURE.database())) {
      return DatabaseSession.words(connection, statement);
    }
  }
}
