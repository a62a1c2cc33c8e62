package runner.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import runner.cli.host.Machine;
import runner.event.Event;
import runner.event.EventSink;
import runner.exec.Supervisor;
import runner.journal.StateDirectory;
import runner.task.RunnerException;

/**
 * The supervisor of this invocation, and the directory of its pipes and scripts: in the state
 * directory, or below the system's directory for temporary files where the disk of the state
 * directory is full.
 */
record ScratchSpace(Path directory, Supervisor supervisor) {

  static ScratchSpace open(StateDirectory state, Machine host, EventSink warnings) {
    try {
      return in(state.emptied("scratch"), host);
    } catch (IOException | RunnerException e) {
      String text = "no pipe can be made in " + state.path() + "; using temporary files elsewhere";
      warnings.accept(new Event.Warning(text));
    }
    try {
      return in(StateDirectory.temporary(), host);
    } catch (IOException e) {
      throw StateSession.cannotWrite(state.path(), e);
    }
  }

  private static ScratchSpace in(Path directory, Machine host) throws IOException {
    Supervisor supervisor = new Supervisor(directory, host.clock());
    try {
      supervisor.prepare();
    } catch (IOException e) {
      supervisor.close();
      throw e;
    }
    return new ScratchSpace(directory, supervisor);
  }
}
