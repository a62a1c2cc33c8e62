package runner.jobs.host;

/** The end of a runner at one point; nothing catches it, so nothing more is done. */
final class Killed extends Error {
  private static final long serialVersionUID = 1;
}
