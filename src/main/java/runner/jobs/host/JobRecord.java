package runner.jobs.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runner.jobs.Delivery.Result;
import runner.jobs.Delivery.State;
import runner.jobs.Job;
import runner.jobs.JobId;
import runner.journal.disk.CorruptStateException;
import runner.journal.disk.JournalRecord;
import runner.process.BootId;
import runner.process.ProcessId;

/**
 * What the journal holds of one job.
 *
 * @param starts how often it was started
 * @param last the last of them; absent where the file could not be read
 * @param end how that ended; {@code PENDING} where the job may start again; absent where it is not
 *     known to have ended
 * @param reported whether the store was told
 */
record JobRecord(JobId jid, int starts, Optional<Start> last, Optional<End> end, boolean reported) {
  static final String STARTED = "job-started";
  static final String SPAWNED = "job-spawned";
  static final String DONE = "job-done";
  static final String REPORTED = "job-reported";

  /**
   * One start.
   *
   * @param cookie what its processes can be found by
   * @param process its own, where it is known to have begun
   */
  record Start(
      BootId boot,
      String cookie,
      Optional<String> cgroup,
      Optional<ProcessId> process,
      boolean idempotent,
      int maxStarts,
      boolean reboots,
      Instant expiresAt) {

    JournalRecord line(Job job, int number, Instant now) {
      return JournalRecord.of(STARTED, now)
          .with("jid", job.jid().text())
          .with("task", job.work().task())
          .with("start", number)
          .with("boot", boot.text())
          .with("cookie", cookie)
          .with("cgroup", cgroup)
          .with("idempotent", idempotent)
          .with("max_starts", maxStarts)
          .with("reboots", reboots)
          .with("expires_at", expiresAt.toString());
    }

    static Start of(JournalRecord line) throws CorruptStateException {
      return new Start(
          new BootId(line.text("boot")),
          line.text("cookie"),
          line.maybeText("cgroup"),
          Optional.empty(),
          line.truth("idempotent"),
          line.small("max_starts"),
          line.truth("reboots"),
          line.instant("expires_at"));
    }

    Start spawned(JournalRecord line) throws CorruptStateException {
      ProcessId process = new ProcessId(line.number("pid"), line.number("ticks"));
      return new Start(
          boot, cookie, cgroup, Optional.of(process), idempotent, maxStarts, reboots, expiresAt);
    }
  }

  /** How a start ended. */
  record End(State state, Result result) {

    JournalRecord line(Instant now) {
      return JournalRecord.of(DONE, now)
          .with("state", state.word())
          .with("code", result.exitCode())
          .with("signal", result.signal())
          .with("tail", result.tail())
          .with("reason", result.reason());
    }

    static End of(JournalRecord line) throws CorruptStateException {
      return new End(
          line.choice("state", State.class),
          new Result(
              line.maybeSmall("code"),
              line.maybeSmall("signal"),
              line.text("tail"),
              line.text("reason")));
    }
  }

  /** One whose file tells nothing: it may have run. */
  static JobRecord damaged(JobId jid) {
    return new JobRecord(jid, 1, Optional.empty(), Optional.empty(), false);
  }

  /** What the lines of its file come to. */
  static JobRecord of(JobId jid, List<JournalRecord> lines) throws CorruptStateException {
    List<Start> starts = new ArrayList<>();
    Optional<End> end = Optional.empty();
    boolean reported = false;
    for (JournalRecord line : lines) {
      switch (line.type()) {
        case STARTED -> {
          starts.add(Start.of(line));
          end = Optional.empty();
          reported = false;
        }
        case SPAWNED -> starts.add(pop(starts).spawned(line));
        case DONE -> end = Optional.of(End.of(line));
        case REPORTED -> reported = true;
        default -> throw new CorruptStateException("a line of another kind");
      }
    }
    if (starts.isEmpty()) {
      throw new CorruptStateException("it does not begin with a start");
    }
    return new JobRecord(
        jid, starts.size(), Optional.of(starts.get(starts.size() - 1)), end, reported);
  }

  private static Start pop(List<Start> starts) throws CorruptStateException {
    if (starts.isEmpty()) {
      throw new CorruptStateException("it does not begin with a start");
    }
    return starts.remove(starts.size() - 1);
  }

  JobRecord started(Start start) {
    return new JobRecord(jid, starts + 1, Optional.of(start), Optional.empty(), false);
  }

  JobRecord ended(End how) {
    return new JobRecord(jid, starts, last, Optional.of(how), false);
  }

  JobRecord told() {
    return new JobRecord(jid, starts, last, end, true);
  }

  /** Whether it was started in a boot. */
  boolean startedIn(BootId boot) {
    return last.filter(start -> start.boot().agreesWith(boot)).isPresent();
  }

  /** Whether it is over for good. */
  boolean isOver() {
    return end.filter(e -> e.state().isLast()).isPresent();
  }
}
