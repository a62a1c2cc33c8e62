package runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import runner.support.Cases;
import runner.support.Scenario;

/** Classes that a start must not load, since they would take too much of its time. */
@ExtendWith(Cases.class)
final class ColdStartTest {
  /** Generates equals and hashCode of records that do not define them; costs 20 ms. */
  private static final String RECORD_METHODS = "java/lang/runtime/ObjectMethods";

  @Test
  void a_chain_uses_no_generated_methods_of_records(Scenario test) throws Exception {
    test.task("1-first", "").task("2-second", "");

    assertThat(test.cfg("[runner]\n").loaded())
        .contains("runner/chain/AttemptExecutor")
        .doesNotContain(RECORD_METHODS);
  }

  @Test
  void a_job_uses_no_generated_methods_of_records(Scenario test) throws Exception {
    test.script("jobs.d/rotate", "").task("1-first", "");
    test.cfg("[jobs]\njob_retry = yes\ntasks_dir = @DIR@/jobs.d\n");
    test.args("jobs", "submit", "rotate").run().assertExit(0);

    assertThat(test.clearArgs().args("-c", "@DIR@/runner.cfg").loaded())
        .contains("runner/jobs/host/JobExecution")
        .doesNotContain(RECORD_METHODS);
  }
}
