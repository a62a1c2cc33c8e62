package runner.cli;

/** A signal came while something was waited for that had not begun. */
final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int signal;

  Stopped(int signal) {
    super("stopped by signal " + signal);
    this.signal = signal;
  }

  int exitCode() {
    return 128 + signal;
  }
}
