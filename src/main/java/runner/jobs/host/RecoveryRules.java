package runner.jobs.host;

import java.util.Optional;
import runner.jobs.Delivery.Result;
import runner.jobs.Delivery.State;
import runner.process.BootId;

/** What holds of a job after its runner died: decided by the journal alone. */
final class RecoveryRules {
  private RecoveryRules() {}

  /**
   * What becomes of a job that is found in the journal, or that the store says we hold.
   *
   * @param track absent where the job was never started
   * @param boot this one
   */
  static JobRecord.End of(Optional<JobRecord> track, BootId boot) {
    if (track.isEmpty()) {
      return end(State.PENDING, "the runner died before it was started");
    }
    return track.get().end().orElseGet(() -> ofUnended(track.get(), boot));
  }

  private static JobRecord.End ofUnended(JobRecord track, BootId boot) {
    if (track.last().isEmpty()) {
      return end(State.UNKNOWN, "its journal is damaged; it may have run");
    }
    JobRecord.Start last = track.last().get();
    if (last.reboots() && last.boot().isOther(boot)) {
      return end(State.SUCCEEDED, "the host has rebooted");
    }
    if (!last.idempotent()) {
      return end(
          State.UNKNOWN, "the runner died while it ran: done, done in part, or not begun at all");
    }
    return track.starts() < last.maxStarts()
        ? end(State.PENDING, "the runner died while it ran; it may start again")
        : end(State.EXHAUSTED, "started " + track.starts() + " times and never seen to end");
  }

  /**
   * What becomes of a job that the store hands out although the journal knows it; empty where it
   * may be started again.
   */
  static Optional<JobRecord.End> ofOffer(JobRecord track, BootId boot) {
    JobRecord.End end = of(Optional.of(track), boot);
    return end.state() == State.PENDING ? Optional.empty() : Optional.of(end);
  }

  private static JobRecord.End end(State state, String reason) {
    return new JobRecord.End(state, Result.of(reason));
  }
}
