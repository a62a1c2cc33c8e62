package runner.jobs.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import runner.jobs.JobSettings.Database;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * How the database is reached, and as whom. Without words to the contrary the server must be who
 * the URL says (sslmode verify-full); a host, which has a certificate, is {@code runner_host}.
 */
record DatabaseAccess(String url, Properties properties) {
  static final String HOST_ROLE = "runner_host";
  private static final String PLACE = "[jobs] url";
  private static final String EXAMPLE = "e.g. jdbc:postgresql://db.example.org/runner";

  /** What a silent server is given to answer one question; its functions take milliseconds. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

  /**
   * The driver's log says nothing that its exceptions do not say, and stderr is the program's own.
   */
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");

  static {
    DRIVER.setLevel(Level.OFF);
  }

  static DatabaseAccess of(Database database) {
    String url = database.url();
    if (url.isBlank()) {
      throw wrong("is not set", EXAMPLE);
    }
    String lower = url.toLowerCase(Locale.ROOT);
    if (lower.contains("password=") || url.contains("@")) {
      throw wrong("seems to hold a password, which others may read", "~/.pgpass is the place");
    }
    Properties named = parsed(url);
    Properties all = new Properties();
    preset(named, all, PGProperty.SSL_MODE, "verify-full");
    preset(named, all, PGProperty.SSL_FACTORY, TlsFactory.class.getName());
    if (database.sslCert().isPresent()) {
      preset(named, all, PGProperty.USER, HOST_ROLE);
    }
    file(all, PGProperty.SSL_CERT, database.sslCert());
    file(all, PGProperty.SSL_KEY, database.sslKey());
    file(all, PGProperty.SSL_ROOT_CERT, database.sslCa());
    String wait = "" + Math.max(1, database.connectTimeout().toSeconds());
    PGProperty.CONNECT_TIMEOUT.set(all, wait);
    PGProperty.LOGIN_TIMEOUT.set(all, wait);
    PGProperty.SOCKET_TIMEOUT.set(all, "" + LONGEST_ANSWER.toSeconds());
    PGProperty.TCP_KEEP_ALIVE.set(all, true);
    PGProperty.GSS_ENC_MODE.set(all, "disable");
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(all, false);
    PGProperty.APPLICATION_NAME.set(all, "runner");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(all, "12");
    return new DatabaseAccess(url, all);
  }

  /** Where it is, for messages: without the part that says how. */
  String place() {
    return "database " + url.replaceFirst("^jdbc:postgresql:(//)?", "").replaceFirst("\\?.*", "");
  }

  private static Properties parsed(String url) {
    Properties parsed = url.startsWith("jdbc:postgresql:") ? Driver.parseURL(url, null) : null;
    if (parsed == null) {
      throw wrong("'" + url + "' is no address of a PostgreSQL database", EXAMPLE);
    }
    return parsed;
  }

  /** What the URL says itself is left as it says. */
  private static void preset(Properties named, Properties all, PGProperty key, String value) {
    if (!named.containsKey(key.getName())) {
      key.set(all, value);
    }
  }

  private static void file(Properties all, PGProperty key, Optional<Path> file) {
    file.ifPresent(path -> key.set(all, path.toString()));
  }

  private static RunnerException wrong(String fact, String fix) {
    return new RunnerException(ExitCode.CONFIG, PLACE, fact, fix);
  }
}
