package runner.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runner.cli.host.Machine;
import runner.event.Event;
import runner.event.EventSink;
import runner.files.FileErrors;
import runner.journal.RunRecord;
import runner.journal.StateDirectory;
import runner.journal.StateStore;
import runner.lock.RunnerLock;
import runner.task.ExitCode;
import runner.task.RunnerException;
import runner.wait.StopRequest;

/** The state directory while this runner holds its lock: recovered, and ready to be written. */
public final class StateSession implements AutoCloseable {
  private final StateDirectory directory;
  private final RunnerLock lock;
  private final LockAcquisition acquisition;
  private final StateStore store;
  private final Optional<Duration> waited;

  private StateSession(
      StateDirectory directory,
      RunnerLock lock,
      LockAcquisition acquisition,
      StateStore store,
      Optional<Duration> waited) {
    this.acquisition = acquisition;
    this.waited = waited;
    this.directory = directory;
    this.lock = lock;
    this.store = store;
  }

  /**
   * Takes the lock and settles what a dead runner left.
   *
   * @param wait how long to wait for the lock; absent is not at all, zero for ever
   * @throws RunnerException 73 where state cannot be read or written, 75 where another holds it
   */
  public static StateSession open(
      Path path,
      Optional<Duration> wait,
      Duration grace,
      StopRequest stop,
      Machine host,
      EventSink events) {
    StateDirectory directory = StateDirectory.open(path);
    try {
      RunnerLock lock = RunnerLock.open(path.resolve("lock"));
      LockAcquisition acquisition = new LockAcquisition(lock, path, stop, host);
      Optional<Duration> waited = acquisition.take(wait, events);
      StateStore store =
          StateStore.open(directory, host.clock(), text -> events.accept(new Event.Warning(text)));
      new RunRecovery(path, store, grace, stop, host, events).settle();
      return new StateSession(directory, lock, acquisition, store, waited);
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  public static RunnerException cannotWrite(Path path, IOException e) {
    return new RunnerException(
        ExitCode.CANT_WRITE,
        path.toString(),
        "state cannot be kept here: " + FileErrors.reason(e),
        "free space on the disk, repair it, or name another place with --state-dir");
  }

  /**
   * Makes sure, before a run, that the lock still keeps others out.
   *
   * @throws RunnerException 75 where its file was removed or replaced
   */
  public void assertAlone() throws IOException {
    acquisition.assertIntact();
  }

  public StateDirectory directory() {
    return directory;
  }

  public StateStore store() {
    return store;
  }

  /**
   * Where and by whom a run of this session is run.
   *
   * @param cgroup the runner's control group, where it has one
   */
  public RunRecord.Origin origin(Machine host, Optional<Path> cgroup) {
    return new RunRecord.Origin(host.process(), host.instanceId(), cgroup);
  }

  /** How long another runner kept us waiting, where one did. */
  public Optional<Duration> waited() {
    return waited;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      // The kernel frees it with the process.
    }
  }
}
