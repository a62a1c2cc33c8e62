package runner.report.text;

/** How much a line matters; the least that is shown is chosen with -q and -v. */
public enum LogLevel {
  DEBUG(7),
  INFO(6),
  WARN(4),
  ERROR(3);

  private final int severity;

  LogLevel(int severity) {
    this.severity = severity;
  }

  /** The severity as syslog(3) and journald count it. */
  public int severity() {
    return severity;
  }
}
