package runner.task;

/**
 * Something that must be fixed before anything runs.
 *
 * @param place where: {@code FILE:LINE: [section] key}, or a path
 * @param fact what is wrong, the offender quoted
 * @param fix what would be right; a command where there is one
 * @param code how the program ends because of it
 */
public record Problem(String place, String fact, String fix, ExitCode code) {

  /** A mistake in the configuration or the task directory. */
  public static Problem config(String place, String fact, String fix) {
    return new Problem(place, fact, fix, ExitCode.CONFIG);
  }

  @Override
  public String toString() {
    return place + ": " + fact + (fix.isEmpty() ? "" : "; " + fix);
  }
}
