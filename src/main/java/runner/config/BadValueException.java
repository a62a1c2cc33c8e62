package runner.config;

/** A value that is not what its key holds: the fact and the mend, without the place. */
final class BadValueException extends Exception {
  private static final long serialVersionUID = 1;

  private final String mend;

  BadValueException(String fact, String mend) {
    super(fact);
    this.mend = mend;
  }

  String fact() {
    return getMessage();
  }

  String mend() {
    return mend;
  }
}
