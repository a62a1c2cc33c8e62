package runner.journal.disk;

/** State that is not what we wrote. */
public final class DamageException extends Exception {
  private static final long serialVersionUID = 1;

  public DamageException(String fact) {
    super(fact);
  }
}
