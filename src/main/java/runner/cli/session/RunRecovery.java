package runner.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runner.cli.host.Machine;
import runner.event.Event;
import runner.event.EventSink;
import runner.exec.tree.Leftovers;
import runner.files.FileErrors;
import runner.journal.RunRecord;
import runner.journal.StateStore;
import runner.lock.Holder;
import runner.process.Presence;
import runner.process.RecordedProcess;
import runner.wait.StopRequest;

/** Settles what the runner before left in the state directory, once this one holds the lock. */
record RunRecovery(
    Path path, StateStore store, Duration grace, StopRequest stop, Machine host, EventSink events) {

  /** Ends and records a run whose runner died; archives the runs of another instance. */
  void settle() throws IOException {
    Optional<RunRecord> last = store.last();
    if (last.filter(run -> run.state() == RunRecord.State.RUNNING).isPresent()) {
      recover(last.get());
    }
    unlessFull(
        () -> store.archiveOthers(last, host.instanceId()),
        "runs of another instance stay for now");
  }

  private void recover(RunRecord run) throws IOException {
    refuseIfAlive(run);
    for (RunRecord.Task task : run.tasks()) {
      task.trace().ifPresent(trace -> end(run, task.task().file(), trace));
    }
    // Hooks, gates and the halt task have no record of their own; the control group has them all.
    end(run, "hooks and gates", new RunRecord.Task.Trace(run.id(), Optional.empty()));
    String during = run.running().map(task -> " during " + task.task()).orElse("");
    warn("run " + run.id() + " was interrupted" + during);
    unlessFull(() -> store.settle(run), "that is noted at a later start");
  }

  /**
   * Refuses to settle a run whose runner lives. The lock does not keep us out where its file was
   * removed; the process itself still shows. Since we hold the lock, the runner counts as dead
   * where no process is shown at all, and where its pid is now ours.
   */
  private void refuseIfAlive(RunRecord run) {
    RecordedProcess runner = run.origin().runner();
    Presence seen = runner.presence(host.bootId());
    boolean shown = seen.mayLive() && seen != Presence.HIDDEN;
    if (shown && runner.id().pid() != host.pid()) {
      throw LockAcquisition.busy(path, Optional.of(new Holder(runner, run.started())));
    }
  }

  private void end(RunRecord run, String what, RunRecord.Task.Trace trace) {
    RunRecord.Origin of = run.origin();
    new Leftovers(what, of.boot(), trace.cookie(), trace.leader(), of.cgroup())
        .end(host.bootId(), grace, stop, host.clock())
        .ifPresent(this::warn);
  }

  private interface Write {
    void run() throws IOException;
  }

  /** A full disk keeps no chain from running: a task may be the one that frees it. */
  private void unlessFull(Write write, String otherwise) throws IOException {
    try {
      write.run();
    } catch (IOException e) {
      if (!FileErrors.isFull(e)) {
        throw e;
      }
      warn("the disk is full: " + otherwise);
    }
  }

  private void warn(String text) {
    events.accept(new Event.Warning(text));
  }
}
