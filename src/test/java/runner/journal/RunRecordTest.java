package runner.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.event.ChainOutcome;
import runner.task.Verdict;

/** What is made of the ends of tasks and runs. */
final class RunRecordTest {
  @ParameterizedTest
  @CsvSource({"OK, SUCCEEDED", "HALT, HALTED", "RETRY, FAILED", "EXIT, FAILED"})
  void a_verdict_makes_a_state_of_a_task(Verdict verdict, RunRecord.State state) {
    assertThat(RunRecord.State.of(verdict)).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED, SUCCEEDED",
    "HALTED, HALTED",
    "EXITED, FAILED",
    "FAILED, FAILED",
    "INTERRUPTED, INTERRUPTED"
  })
  void an_outcome_makes_a_state_of_a_run(ChainOutcome outcome, RunRecord.State state) {
    assertThat(RunRecord.State.of(outcome)).isEqualTo(state);
  }
}
