package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/** What a start must not load, since it would cost more than all else that it does there. */
@ExtendWith(Cases.class)
final class ColdStartTest {
  /** What equals and hashCode of a record are made by, unless they are written out: 20 ms. */
  private static final String RECORD_METHODS = "java/lang/runtime/ObjectMethods";

  @Test
  void a_chain_compares_no_records(Scenario test) throws Exception {
    test.task("1-first", "").task("2-second", "");

    assertThat(test.cfg("[runner]\n").loaded())
        .contains("runner/chain/AttemptExecutor")
        .doesNotContain(RECORD_METHODS);
  }

  @Test
  void a_job_is_done_and_no_records_are_compared(Scenario test) throws Exception {
    test.script("jobs.d/rotate", "").task("1-first", "");
    test.cfg("[jobs]\njob_retry = yes\ntasks_dir = @DIR@/jobs.d\n");
    test.args("jobs", "submit", "rotate").run().assertExit(0);

    assertThat(test.clearArgs().args("-c", "@DIR@/runner.cfg").loaded())
        .contains("runner/jobs/host/JobExecution")
        .doesNotContain(RECORD_METHODS);
  }
}
