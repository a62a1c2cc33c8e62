package runner.process;

import java.util.Optional;

/**
 * A process of one boot: its pid, and its start, since a pid may be reused. That is what proc(5)
 * has. Files may be read after a reboot, so what they name is a {@link RecordedProcess}.
 *
 * @param pid may be given to another process once this one is gone
 * @param started in clock ticks since boot (field 22 of /proc/PID/stat)
 */
public record ProcessId(long pid, long started) {
  /** Stands in files where a process could not read its own start. */
  static final long UNKNOWN_START = 0;

  /** The process that has a pid now. */
  public static Optional<ProcessId> of(long pid) {
    return ProcFs.ofThisHost().find(pid);
  }

  /** A process of which only the pid is known. */
  public static ProcessId ofUnknownStart(long pid) {
    return new ProcessId(pid, UNKNOWN_START);
  }

  /** What this machine shows of it now. */
  public Presence presence() {
    return ProcFs.ofThisHost().presence(this);
  }

  /** Whether this very process is there for certain, so that a signal reaches no other. */
  public boolean lives() {
    return presence() == Presence.RUNS;
  }

  // The methods that the compiler makes for a record cost a start about 20 ms.
  @Override
  public boolean equals(Object other) {
    return other instanceof ProcessId that && pid == that.pid && started == that.started;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(pid) * 31 + Long.hashCode(started);
  }
}
