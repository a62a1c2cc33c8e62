package runner.process;

import java.util.Optional;

/**
 * A process, named so that no other of this boot is meant.
 *
 * @param pid its number, which may be given to another once it is gone
 * @param started in clock ticks since boot (field 22 of /proc/PID/stat)
 */
public record ProcessId(long pid, long started) {

  /** The process that bears a number now. */
  public static Optional<ProcessId> of(long pid) {
    return ProcFs.stat(pid).map(stat -> new ProcessId(pid, stat.started()));
  }

  /** Whether this very process is still there. */
  public boolean lives() {
    return ProcFs.stat(pid).filter(stat -> stat.started() == started && !stat.zombie()).isPresent();
  }
}
