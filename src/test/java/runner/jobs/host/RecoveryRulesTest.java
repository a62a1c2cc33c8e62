package runner.jobs.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runner.jobs.Delivery.Result;
import runner.jobs.Delivery.State;
import runner.jobs.Jobs;
import runner.process.BootId;

/** What the journal alone decides. */
final class RecoveryRulesTest {
  private static final BootId B1 = new BootId("b1");
  private static final BootId B2 = new BootId("b2");

  private static JobRecord track(boolean idempotent, int starts, boolean reboots, String boot) {
    JobRecord.Start start =
        new JobRecord.Start(
            new BootId(boot),
            "c",
            Optional.empty(),
            Optional.empty(),
            idempotent,
            3,
            reboots,
            Instant.MAX);
    return new JobRecord(Jobs.any().jid(), starts, Optional.of(start), Optional.empty(), false);
  }

  @ParameterizedTest
  @CsvSource({
    // idempotent, starts, reboots, boot it was started in, state in boot "b2"
    "false, 1, false, b2, UNKNOWN",
    "false, 1, false, b1, UNKNOWN",
    "false, 1, true,  b2, UNKNOWN",
    "false, 1, true,  b1, SUCCEEDED",
    "true,  1, false, b1, PENDING",
    "true,  2, false, b1, PENDING",
    "true,  3, false, b1, EXHAUSTED",
    "true,  1, true,  b1, SUCCEEDED",
    "false, 1, true,  unknown, UNKNOWN",
    "true,  1, true,  unknown, PENDING",
  })
  void an_end_that_was_not_seen(
      boolean idempotent, int starts, boolean reboots, String boot, State state) {
    JobRecord track = track(idempotent, starts, reboots, boot);
    assertThat(RecoveryRules.of(Optional.of(track), B2).state()).isEqualTo(state);
    assertThat(RecoveryRules.ofOffer(track, B2).map(JobRecord.End::state))
        .isEqualTo(state == State.PENDING ? Optional.empty() : Optional.of(state));
  }

  @Test
  void what_was_never_started_goes_back_and_what_was_seen_to_end_is_told_again() {
    assertThat(RecoveryRules.of(Optional.empty(), B1).state()).isEqualTo(State.PENDING);
    JobRecord.End end = new JobRecord.End(State.FAILED, Result.of("exit code 3"));
    assertThat(RecoveryRules.of(Optional.of(track(true, 1, true, "b0").ended(end)), B1))
        .isEqualTo(end);
    assertThat(RecoveryRules.of(Optional.of(JobRecord.damaged(Jobs.any().jid())), B1).state())
        .isEqualTo(State.UNKNOWN);
  }
}
