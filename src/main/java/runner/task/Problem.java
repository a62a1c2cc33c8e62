package runner.task;

/**
 * Something that must be fixed before anything runs.
 *
 * @param place where: {@code FILE:LINE: [section] key}, or a path
 * @param fact what is wrong, the offender quoted
 * @param mend what would be right; a command where there is one
 * @param code how the program ends because of it
 */
public record Problem(String place, String fact, String mend, ExitCode code) {

  /** A mistake in the configuration or the task directory. */
  public static Problem config(String place, String fact, String mend) {
    return new Problem(place, fact, mend, ExitCode.CONFIG);
  }

  @Override
  public String toString() {
    return place + ": " + fact + (mend.isEmpty() ? "" : "; " + mend);
  }
}
