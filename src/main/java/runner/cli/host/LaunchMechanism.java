package runner.cli.host;

/**
 * How the JVM starts processes. The default of JDK 17 and later runs a helper from the JDK's own
 * directory for each, which fails for good once a task has replaced the JDK by a newer one.
 */
public final class LaunchMechanism {
  /** The system property the JDK reads before it starts its first process. */
  public static final String PROPERTY = "jdk.lang.Process.launchMechanism";

  private LaunchMechanism() {}

  /** The fastest mechanism without a helper; JDK 25 warns on stderr of VFORK, so it forks. */
  public static String forJava(int feature) {
    return feature < 25 ? "VFORK" : "FORK";
  }
}
