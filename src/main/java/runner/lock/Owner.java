package runner.lock;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who holds a lock, as far as it was written down. A pid alone names a process only until it ends;
 * with the start time it names one for a boot, with the boot id for ever.
 *
 * @param pid at least 1
 * @param started clock ticks from the boot to the process's start, field 22 of proc(5) {@code stat}
 * @param boot the boot id, {@code /proc/sys/kernel/random/boot_id}
 */
public record Owner(long pid, OptionalLong started, Optional<String> boot) {
  /**
   * An owner.
   *
   * @throws IllegalArgumentException for a pid below 1: kill(2) would take 0 and -1 for many
   *     processes
   */
  public Owner {
    if (pid < 1) {
      throw new IllegalArgumentException(pid + " is no process");
    }
  }

  /** An owner of whom nothing but the pid was written down. */
  public static Owner ofPid(long pid) {
    return new Owner(pid, OptionalLong.empty(), Optional.empty());
  }
}
