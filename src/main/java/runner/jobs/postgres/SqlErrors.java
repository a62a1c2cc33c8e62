package runner.jobs.postgres;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import runner.task.ExitCode;
import runner.task.RunnerException;

/** What an error of the server means, by its code (PostgreSQL's appendix A). */
final class SqlErrors {
  private SqlErrors() {}

  static RunnerException of(String place, SQLException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof RunnerException ours) {
        // Of our own part of the connection; the driver only wraps it.
        return ours;
      }
    }
    String state = Optional.ofNullable(error.getSQLState()).orElse("");
    Optional<ServerErrorMessage> said =
        error instanceof PSQLException from
            ? Optional.ofNullable(from.getServerErrorMessage())
            : Optional.empty();
    String fact = said.map(ServerErrorMessage::getMessage).orElseGet(() -> sentence(error));
    Optional<String> hint = said.map(ServerErrorMessage::getHint);
    return new RunnerException(code(state), place, fact, hint.orElseGet(() -> fix(state)));
  }

  private static ExitCode code(String state) {
    return switch (state) {
      case "55006" -> ExitCode.BUSY;
      case "42501" -> ExitCode.UNSAFE;
      case "25006", "53100" -> ExitCode.CANT_WRITE;
      default -> state.startsWith("28") ? ExitCode.UNSAFE : ExitCode.UNAVAILABLE;
    };
  }

  private static String fix(String state) {
    return switch (state) {
      case "3D000" -> "createdb, then: runner jobs init-db";
      case "3F000", "42883", "42P01", "42704" -> "runner jobs init-db";
      case "42501" -> "grant runner_admin to this user, or runner_host to this host";
      case "25006" -> "it is a standby; name the primary in [jobs] url";
      default -> state.startsWith("28") ? "see pg_hba.conf, and ssl_cert in [jobs]" : "";
    };
  }

  /** The driver's own words, with the reason at their root, on one line. */
  private static String sentence(SQLException error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String words = String.valueOf(error.getMessage());
    String reason = String.valueOf(root.getMessage());
    return (words.contains(reason) ? words : words + " " + reason).replaceAll("\\s+", " ").strip();
  }
}
