package runner.jobs.postgres;

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
}
