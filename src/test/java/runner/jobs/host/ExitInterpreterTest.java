package runner.jobs.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runner.jobs.Delivery.State;
import runner.jobs.Job;
import runner.jobs.Jobs;
import runner.task.Exit;

/** Exits read as ends of jobs. */
final class ExitInterpreterTest {
  private static final Duration TOOK = Duration.ofSeconds(1);

  private static JobRecord.End read(Exit exit, Job job, int start) {
    return ExitInterpreter.of(exit, job.terms(), start, "tail");
  }

  @Test
  void nought_alone_is_success_and_two_is_a_failure_like_any_other() {
    Job job = Jobs.any();
    assertThat(read(Exit.ended(0, TOOK), job, 1).state()).isEqualTo(State.SUCCEEDED);
    JobRecord.End two = read(Exit.ended(2, TOOK), job, 1);
    assertThat(two.state()).isEqualTo(State.FAILED);
    assertThat(two.result().exitCode()).contains(2);
    assertThat(two.result().reason()).isEqualTo("exit code 2");
    assertThat(read(Exit.ended(137, TOOK), job, 1).result().signal()).contains(9);
    assertThat(read(Exit.timedOut(143, TOOK, "max_time 60 s"), job, 1).state())
        .isEqualTo(State.TIMED_OUT);
    JobRecord.End none = read(Exit.notStarted("no such file"), job, 1);
    assertThat(none.state()).isEqualTo(State.FAILED);
    assertThat(none.result().exitCode()).isEqualTo(Optional.empty());
  }

  @Test
  void a_stop_leaves_open_what_a_crash_leaves_open() {
    Exit stopped = Exit.interrupted(143, TOOK);
    assertThat(read(stopped, Jobs.any(), 1).state()).isEqualTo(State.UNKNOWN);
    Job again = new Jobs().idempotent(2).job();
    assertThat(read(stopped, again, 1).state()).isEqualTo(State.PENDING);
    assertThat(read(stopped, again, 2).state()).isEqualTo(State.EXHAUSTED);
  }
}
