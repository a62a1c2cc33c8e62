package runner.cli.host;

/** A signal came while the program waited for something that had not begun. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int signal;

  public StoppedException(int signal) {
    super("stopped by signal " + signal);
    this.signal = signal;
  }

  public int exitCode() {
    return 128 + signal;
  }
}
