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
import runner.process.ProcessId;
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
    if (run.origin().boot().equals(host.bootId())) {
      refuseIfAlive(run);
      for (RunRecord.Task task : run.tasks()) {
        task.trace().ifPresent(trace -> end(leftovers(run, task.task().file(), trace)));
      }
      // Hooks, gates and the halt task have no record of their own; the control group has them all.
      end(new Leftovers("hooks and gates", run.id(), Optional.empty(), run.origin().cgroup()));
    }
    String during = run.running().map(task -> " during " + task.task()).orElse("");
    warn("run " + run.id() + " was interrupted" + during);
    unlessFull(() -> store.settle(run), "that is noted at a later start");
  }

  /** The lock does not keep us out where its file was removed; the process itself still shows. */
  private void refuseIfAlive(RunRecord run) {
    ProcessId runner = new ProcessId(run.origin().pid(), run.origin().ticks());
    if (runner.lives()) {
      throw LockAcquisition.busy(
          path,
          Optional.of(
              new Holder(runner.pid(), runner.started(), run.origin().boot(), run.started())));
    }
  }

  private static Leftovers leftovers(RunRecord run, String task, RunRecord.Task.Trace trace) {
    Optional<ProcessId> leader =
        trace.pid().flatMap(pid -> trace.ticks().map(ticks -> new ProcessId(pid, ticks)));
    return new Leftovers(task, trace.cookie(), leader, run.origin().cgroup());
  }

  private void end(Leftovers leftovers) {
    leftovers.end(grace, stop, host.clock()).ifPresent(this::warn);
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
