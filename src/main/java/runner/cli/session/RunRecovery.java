package runner.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import runner.task.RunnerException;
import runner.wait.StopRequest;

/** Settles what the runner before left in the state directory, once this one holds the lock. */
record RunRecovery(Path path, StateStore store, Optional<String> begun, Machine host) {

  /**
   * Makes sure that no runner of an earlier run lives. The lock does not keep us out where its file
   * was removed; the process itself still shows. Since we hold the lock, a runner counts as dead
   * where no process is shown at all, and where its pid is now ours.
   *
   * @throws RunnerException 75 where one does
   */
  void refuseIfAlive() throws IOException {
    for (RunRecord run : unended()) {
      RecordedProcess runner = run.origin().runner();
      Presence seen = runner.presence(host.bootId());
      boolean shown = seen.mayLive() && seen != Presence.HIDDEN;
      if (shown && runner.id().pid() != host.pid()) {
        throw LockAcquisition.busy(path, Optional.of(new Holder(runner, run.started())));
      }
    }
  }

  private List<RunRecord> unended() throws IOException {
    return store.unended().stream()
        .filter(run -> begun.filter(run.id()::equals).isEmpty())
        .toList();
  }

  /** Ends and records runs whose runner died; archives the runs of another instance. */
  void settle(Duration grace, StopRequest stop, EventSink events) throws IOException {
    refuseIfAlive();
    unlessFull(store::takeUp, "an earlier run is recorded at a later start", events);
    for (RunRecord run : unended()) {
      endLeftovers(run, grace, stop, events);
      String during = run.running().map(task -> " during " + task.task()).orElse("");
      warn("run " + run.id() + " was interrupted" + during, events);
      unlessFull(() -> store.settle(run), "that is noted at a later start", events);
    }
    Optional<RunRecord> last = store.last(begun);
    unlessFull(
        () -> store.archiveOthers(last, host.instanceId()),
        "runs of another instance stay for now",
        events);
  }

  private void endLeftovers(RunRecord run, Duration grace, StopRequest stop, EventSink events) {
    RunRecord.Origin of = run.origin();
    List<Leftovers> all = new ArrayList<>();
    for (RunRecord.Task task : run.tasks()) {
      task.trace().ifPresent(trace -> all.add(leftovers(task.task().file(), of, trace)));
    }
    // Hooks, gates and the halt task have no record of their own; the control group has them all.
    RunRecord.Task.Trace any = new RunRecord.Task.Trace(run.id(), Optional.empty());
    all.add(leftovers("hooks and gates", of, any));
    for (Leftovers left : all) {
      left.end(host.bootId(), grace, stop, host.clock()).ifPresent(text -> warn(text, events));
    }
  }

  private static Leftovers leftovers(String what, RunRecord.Origin of, RunRecord.Task.Trace trace) {
    return new Leftovers(what, of.boot(), trace.cookie(), trace.leader(), of.cgroup());
  }

  private interface Write {
    void run() throws IOException;
  }

  /** A full disk keeps no chain from running: a task may be the one that frees it. */
  private static void unlessFull(Write write, String otherwise, EventSink events)
      throws IOException {
    try {
      write.run();
    } catch (IOException e) {
      if (!FileErrors.isFull(e)) {
        throw e;
      }
      warn("the disk is full: " + otherwise, events);
    }
  }

  private static void warn(String text, EventSink events) {
    events.accept(new Event.Warning(text));
  }
}
