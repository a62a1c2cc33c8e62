package runner.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import runner.cli.host.Machine;
import runner.config.Config;
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
  private final String config;

  /** The run whose begin is recorded, and that has not begun. */
  private Optional<String> begun = Optional.empty();

  private StateSession(
      StateDirectory directory,
      RunnerLock lock,
      LockAcquisition acquisition,
      StateStore store,
      Optional<Duration> waited,
      String config) {
    this.acquisition = acquisition;
    this.waited = waited;
    this.config = config;
    this.directory = directory;
    this.lock = lock;
    this.store = store;
  }

  /**
   * Takes the lock.
   *
   * @param config the name of the configuration, for the runs; empty where there is none
   * @param wait how long to wait for it; absent is not at all, zero for ever
   * @param signs whether others are told who holds it
   * @throws RunnerException 73 where state cannot be read or written, 75 where another holds it
   */
  public static StateSession open(
      Path path,
      String config,
      Optional<Duration> wait,
      boolean signs,
      StopRequest stop,
      Machine host,
      EventSink events) {
    StateDirectory directory = StateDirectory.open(path);
    try {
      RunnerLock lock = RunnerLock.open(path.resolve("lock"));
      try {
        LockAcquisition acquisition = new LockAcquisition(lock, path, stop, host);
        Optional<Duration> waited = acquisition.take(wait, events);
        if (signs) {
          acquisition.sign();
        }
        Consumer<String> alarm = text -> events.accept(new Event.Warning(text));
        StateStore store = StateStore.open(directory, host.clock(), alarm);
        return new StateSession(directory, lock, acquisition, store, waited, config);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  /** The same for a run, whose holder others are told of. */
  public static StateSession open(ConsoleSession console, Config config, Optional<Duration> wait) {
    Machine host = console.machine();
    Path path = StateLocation.of(console.options(), config, host);
    String name = console.options().configName();
    return open(path, name, wait, true, console.stop(), host, console.people());
  }

  /**
   * Records that a start of the chain begins, so that no older run answers for it. Its first run is
   * the next one.
   */
  public void begin(Machine host) {
    try {
      recovery(host).refuseIfAlive();
      begun = Optional.of(store.begin(origin(host, Optional.empty())));
    } catch (IOException e) {
      throw cannotWrite(directory.path(), e);
    }
  }

  /**
   * Gives the next run its id, and records that it begins.
   *
   * @throws IOException where that cannot be written
   * @throws RunnerException 75 where the lock no longer keeps others out
   */
  public String nextRun(Machine host) throws IOException {
    assertAlone();
    String run = begun.isPresent() ? begun.get() : store.begin(origin(host, Optional.empty()));
    begun = Optional.empty();
    return run;
  }

  /**
   * Records that the start is refused.
   *
   * @return the id of its run
   */
  public String refuse(Machine host, int code, boolean own, String reason) throws IOException {
    recovery(host).refuseIfAlive();
    RunRecord.Origin origin = origin(host, Optional.empty());
    String run = store.refuse(begun, origin, code, own, reason);
    begun = Optional.empty();
    return run;
  }

  /** Settles what a dead runner left. */
  public void settle(Duration grace, StopRequest stop, Machine host, EventSink events) {
    try {
      recovery(host).settle(grace, stop, events);
    } catch (IOException e) {
      throw cannotWrite(directory.path(), e);
    }
  }

  private RunRecovery recovery(Machine host) {
    return new RunRecovery(directory.path(), store, begun, host);
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
  private void assertAlone() throws IOException {
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
    return new RunRecord.Origin(host.process(), host.instanceId(), cgroup, config);
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
