package runner.journal;

/** State that is not what we wrote. */
final class DamageException extends Exception {
  private static final long serialVersionUID = 1;

  DamageException(String fact) {
    super(fact);
  }
}
