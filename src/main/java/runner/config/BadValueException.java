package runner.config;

import runner.text.QuotedValue;

/**
 * A value that is not what its key holds: the fact, the offender quoted, and the fix, without the
 * place.
 */
final class BadValueException extends Exception {
  private static final long serialVersionUID = 1;

  private final String fix;

  BadValueException(String offender, String fact, String fix) {
    super(QuotedValue.of(offender) + " " + fact);
    this.fix = fix;
  }

  String fact() {
    return getMessage();
  }

  String fix() {
    return fix;
  }
}
