package runner.process;

/**
 * A process as files name it. They may be read in another boot, in which another process may have
 * the same pid and the same start.
 *
 * @param id names it within its boot
 */
public record RecordedProcess(BootId boot, ProcessId id) {

  /** The process that has a pid now; its start is left open where it cannot be read. */
  public static RecordedProcess of(long pid, BootId present) {
    return new RecordedProcess(present, ProcessId.of(pid).orElse(ProcessId.ofUnknownStart(pid)));
  }

  /** What this machine shows of it now. */
  public Presence presence(BootId present) {
    return boot.isOther(present) ? Presence.GONE : id.presence();
  }

  /** Whether it is not known to be gone: what cannot be read is not taken for dead. */
  public boolean mayLive(BootId present) {
    return presence(present).mayLive();
  }
}
