package runner.cli.host;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Properties;

/** The version this program was built as. */
public final class Version {
  private static final Properties BUILD = read();

  private Version() {}

  public static String text() {
    return "runner " + number();
  }

  public static String number() {
    return BUILD.getProperty("version");
  }

  /** When this program was built. A clock that shows an earlier time is wrong. */
  public static Instant built() {
    return Instant.parse(BUILD.getProperty("built"));
  }

  private static Properties read() {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/runner/build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("the program was built without its version", e);
    }
    return build;
  }
}
