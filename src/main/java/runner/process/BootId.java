package runner.process;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What tells one boot from another, as it stands in files too: the kernel's id of the boot
 * (random(4)), the start of process 1, and when systemd began to start user space. None of them is
 * enough alone: a container that restarts keeps the kernel's id, a soft reboot keeps that and
 * process 1, and some boards draw the same id at each boot.
 *
 * @param text {@code KERNEL}, or {@code KERNEL+INIT+USERSPACE} with an empty word for what could
 *     not be read. KERNEL is "unknown" where the kernel's file could not be read; then nothing is
 *     known of the boot
 */
public record BootId(String text) {
  private static final String NO_KERNEL_ID = "unknown";

  /** Between the words; no id has one. */
  private static final char SEPARATOR = '+';

  /**
   * The boot we are in.
   *
   * @param userspace when systemd began to start user space, in microseconds of the kernel's clock;
   *     empty where there is no systemd, or it does not answer
   */
  public static BootId ofThisBoot(Supplier<Optional<String>> userspace) {
    Optional<String> kernel = ProcFs.ofThisHost().boot();
    if (kernel.isEmpty()) {
      return new BootId(NO_KERNEL_ID);
    }
    String init = ProcFs.ofThisHost().find(1).map(id -> "" + id.started()).orElse("");
    return new BootId(kernel.get() + SEPARATOR + init + SEPARATOR + userspace.get().orElse(""));
  }

  /** The kernel's id alone, by which other programs know the boot. */
  public String kernel() {
    return part(0);
  }

  /** Whether both are known to be one boot: nothing that is known of both differs. */
  public boolean isSame(BootId other) {
    return known() && agreesWith(other);
  }

  /** Whether they are known to be two boots. */
  public boolean isOther(BootId other) {
    return known() && other.known() && !agreesWith(other);
  }

  /** The same, but that a host that has no id is taken to have one boot only. */
  public boolean agreesWith(BootId other) {
    return kernel().equals(other.kernel()) && agrees(other, 1) && agrees(other, 2);
  }

  /** Whether anything is known of it. */
  public boolean known() {
    return !kernel().equals(NO_KERNEL_ID);
  }

  /** What an older version, another user or a busy systemd left out decides nothing. */
  private boolean agrees(BootId other, int index) {
    String mine = part(index);
    String theirs = other.part(index);
    return mine.isEmpty() || theirs.isEmpty() || mine.equals(theirs);
  }

  private String part(int index) {
    int from = 0;
    for (int i = 0; i < index; i++) {
      from = text.indexOf(SEPARATOR, from) + 1;
      if (from == 0) {
        return "";
      }
    }
    int end = text.indexOf(SEPARATOR, from);
    return end < 0 ? text.substring(from) : text.substring(from, end);
  }

  // The methods that the compiler makes for a record cost a start about 20 ms.
  @Override
  public boolean equals(Object other) {
    return other instanceof BootId that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
