package runner.jobs.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import runner.jobs.Delivery.State;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.jobs.Store;
import runner.jobs.postgres.Fixture;

/** The table of crashes, for a host of a fleet. */
final class FleetCrashTest extends CrashTable {
  private static final Fixture FIXTURE = Fixture.create();

  private final Store store = FIXTURE.store();

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  HostCase host(Path folder) {
    FIXTURE.empty();
    return new HostCase(folder, Optional.of(store));
  }

  @Test
  void a_server_that_never_clears_gets_one_run_in_twenty_boots() {
    HostCase host = host(dir);
    Job died = host.submit(Jobs.any());
    Job other = host.submit(Jobs.any());
    host.boot = "boot0";
    host.die(HostCase.Step.AFTER_STARTED);
    for (int boot = 1; boot <= 20; boot++) {
      FIXTURE.sql("update runner.delivery set state = 'pending', deliveries = 0, incarnation = ''");
      host.boot = "boot" + boot;
      host.start();
    }
    assertThat(host.ledger()).containsExactly(other.jid().text());
    assertThat(host.state(died)).isEqualTo(State.UNKNOWN);
    assertThat(host.state(other)).isEqualTo(State.SUCCEEDED);
    assertThat(host.warnings).filteredOn(text -> text.contains("handed out again")).hasSize(39);
  }

  @Test
  void a_database_restored_from_an_old_backup_runs_nothing_again() {
    HostCase host = host(dir);
    Job job = host.submit(Jobs.any());
    Job claimed = host.submit(Jobs.any());
    host.start();
    FIXTURE.sql(
        "update runner.delivery set state = 'pending', deliveries = 0, incarnation = ''"
            + " where jid = '"
            + job.jid()
            + "'",
        "update runner.delivery set state = 'delivered' where jid = '" + claimed.jid() + "'",
        "delete from runner.host");
    host.boot = "boot2";
    host.start();
    assertThat(host.ledger()).containsExactly(job.jid().text(), claimed.jid().text());
    assertThat(host.state(job)).isEqualTo(State.SUCCEEDED);
    assertThat(host.state(claimed)).isEqualTo(State.SUCCEEDED);
    assertThat(host.delivery(job).result().exitCode()).contains(0);
  }
}
