package runner.pool.address;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * The address of Concourse: the only server a password or token is ever sent to.
 *
 * @param base without a slash at its end
 */
public record ConcourseUrl(String base, WebOrigin origin) {

  /**
   * Reads the address.
   *
   * @throws RunnerException 78 for one that is set and empty, or is no web address
   */
  public static ConcourseUrl parse(String text) {
    String base = text.strip().replaceFirst("/+$", "");
    Optional<WebOrigin> origin = WebOrigin.of(base);
    if (origin.isEmpty() || base.matches(".*[?#@].*") || !isUri(base)) {
      throw new RunnerException(
          ExitCode.CONFIG,
          "concourse_url",
          "'" + RepoUrl.hidden(text) + "' is no address of a web server",
          text.isBlank()
              ? "unset CONCOURSE_BASE_URL to go without a Concourse"
              : "write it as for fly, e.g. https://ci.example.com");
    }
    return new ConcourseUrl(base, origin.get());
  }

  private static boolean isUri(String text) {
    try {
      return new URI(text).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
