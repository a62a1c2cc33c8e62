package runner.cli.chain;

import java.io.IOException;
import runner.cli.session.RunSession;
import runner.cli.session.StateSession;
import runner.journal.Journal;
import runner.task.RunnerException;

/** The ids and the journal of the runs of one session. */
final class RunRecording {
  private final RunSession session;
  private String id = "";

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
      session.state().assertAlone();
      id = session.state().store().nextRun();
      return id;
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** The id that was given last; empty before the first. */
  String id() {
    return id;
  }

  Journal journal() {
    StateSession state = session.state();
    return state
        .store()
        .journal(
            state.origin(session.machine(), session.supervisor().cgroup()), this::onWriteFailure);
  }

  /**
   * A full disk does not keep an instance from being provisioned: a task may be the one that frees
   * it. Any other failure to remember ends the chain.
   */
  private void onWriteFailure(IOException e, boolean noSpace) {
    if (!noSpace) {
      throw cannotWrite(e);
    }
    session.warn("the disk is full: what happens from here on in this run is not remembered");
  }

  private RunnerException cannotWrite(IOException e) {
    return StateSession.cannotWrite(session.state().directory().path(), e);
  }
}
