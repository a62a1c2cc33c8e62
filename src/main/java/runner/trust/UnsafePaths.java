package runner.trust;

/** What is done about a path that others could have written, when root runs the program. */
public enum UnsafePaths {
  /** Nothing runs. */
  REFUSE,
  /** Said each time, and nothing more. */
  WARN
}
