package runner.cli.chain;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import runner.cli.session.RunSession;
import runner.cli.session.StateSession;
import runner.journal.Journal;
import runner.journal.RunRecord;
import runner.task.RunnerException;

/** The ids and the journal of the runs of one session. */
final class RunRecording {
  private final RunSession session;
  private Duration begun = Duration.ZERO;
  private Optional<Journal> journal = Optional.empty();

  RunRecording(RunSession session) {
    this.session = session;
  }

  /**
   * Gives the next run its id.
   *
   * @throws RunnerException 73 where the kept runs cannot be read, 75 where the lock no longer
   *     keeps others out
   */
  String nextId() {
    try {
      begun = session.machine().clock().uptime();
      return session.state().nextRun(session.machine());
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  Journal journal() {
    StateSession state = session.state();
    RunRecord.Origin origin = state.origin(session.machine(), session.supervisor().cgroup());
    Journal made = state.store().journal(origin, this::onWriteFailure);
    journal = Optional.of(made);
    return made;
  }

  /**
   * Ends the run that is under way, since it cannot go on.
   *
   * @return how long it took; empty where there is none
   */
  Optional<Duration> abort(String reason) {
    return journal
        .filter(open -> open.abort(reason))
        .map(open -> session.machine().clock().uptime().minus(begun));
  }

  /**
   * A full disk does not keep an instance from being provisioned: a task may be the one that frees
   * it. Any other failure to remember ends the chain.
   */
  private void onWriteFailure(IOException e, boolean noSpace) {
    if (!noSpace) {
      throw cannotWrite(e);
    }
    session.warn("the disk is full: what happens from here on is recorded only once there is room");
  }

  private RunnerException cannotWrite(IOException e) {
    return StateSession.cannotWrite(session.state().directory().path(), e);
  }
}
