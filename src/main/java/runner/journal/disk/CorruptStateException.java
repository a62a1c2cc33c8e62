package runner.journal.disk;

/** State that is not what we wrote. */
public final class CorruptStateException extends Exception {
  private static final long serialVersionUID = 1;

  public CorruptStateException(String fact) {
    super(fact);
  }
}
