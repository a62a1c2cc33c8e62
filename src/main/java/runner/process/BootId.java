package runner.process;

/**
 * The kernel's id of a boot (random(4)), as it stands in files too.
 *
 * @param text "unknown" where the kernel's file could not be read; then nothing is known of it
 */
public record BootId(String text) {
  private static final BootId UNKNOWN = new BootId("unknown");

  public static BootId ofThisBoot() {
    return ProcFs.ofThisHost().boot().map(BootId::new).orElse(UNKNOWN);
  }

  /** Whether both are known to be one boot. */
  public boolean isSame(BootId other) {
    return equals(other) && !equals(UNKNOWN);
  }

  /** Whether they are known to be two boots. */
  public boolean isOther(BootId other) {
    return !equals(other) && !equals(UNKNOWN) && !other.equals(UNKNOWN);
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
