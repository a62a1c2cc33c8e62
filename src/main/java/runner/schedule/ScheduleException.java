package runner.schedule;

/**
 * A wrong schedule. It is thrown when a schedule is read or looked up, never when one is asked.
 *
 * <p>The message reads {@code PARAMETER: the fact, the 'offender' quoted; what is right}; whoever
 * knows the file and line puts them in front.
 */
public final class ScheduleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String parameter;
  private final String fact;

  ScheduleException(String parameter, String fact) {
    super(parameter + ": " + fact);
    this.parameter = parameter;
    this.fact = fact;
  }

  /** The parameter that is wrong, as it was written: {@code range}, or a key nobody knows. */
  public String parameter() {
    return parameter;
  }

  /** What is wrong and what is right, without the parameter's name. */
  public String fact() {
    return fact;
  }
}
