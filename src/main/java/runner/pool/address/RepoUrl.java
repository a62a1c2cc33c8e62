package runner.pool.address;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * Where the repository lies: an address git takes, without the secrets one may have written in it.
 *
 * @param address what git is given; holds no password
 * @param username from the address of an http server
 * @param password from the address
 */
public record RepoUrl(String address, Optional<String> username, Optional<String> password) {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
  private static final Pattern USER_INFO = Pattern.compile("([^/@:]*)(?::([^/@]*))?@(.*)");
  private static final Set<String> SCHEMES =
      Set.of("https", "http", "ssh", "git", "file", "git+ssh", "ssh+git");

  /**
   * Reads an address.
   *
   * @throws RunnerException 64 for one that git would take for an option or for a program to start
   */
  public static RepoUrl parse(String text) {
    String shown = hidden(text);
    if (text.isBlank() || text.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw wrong(shown, "is no address of a repository");
    }
    if (text.startsWith("-")) {
      throw wrong(shown, "begins with a dash, and git would take it for an option");
    }
    Matcher scheme = SCHEME.matcher(text);
    if (!scheme.matches()) {
      if (text.contains("::")) {
        throw wrong(shown, "would start a program of its own choice");
      }
      return new RepoUrl(text, Optional.empty(), Optional.empty());
    }
    if (!SCHEMES.contains(scheme.group(1))) {
      throw wrong(shown, "has a scheme that is not known here");
    }
    return withoutSecrets(scheme.group(1), scheme.group(2));
  }

  private static RepoUrl withoutSecrets(String scheme, String rest) {
    Matcher user = USER_INFO.matcher(rest);
    if (!user.matches()) {
      return new RepoUrl(scheme + "://" + rest, Optional.empty(), Optional.empty());
    }
    boolean web = scheme.startsWith("http");
    return new RepoUrl(
        scheme + "://" + (web ? "" : user.group(1) + "@") + user.group(3),
        web ? Optional.of(decoded(user.group(1))) : Optional.empty(),
        Optional.ofNullable(user.group(2)).map(RepoUrl::decoded));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** The text with whatever stands before an @ of an address left out. */
  static String hidden(String text) {
    return text.replaceAll("://[^/@\\s]*@", "://***@");
  }

  private static RunnerException wrong(String shown, String fact) {
    return new RunnerException(
        ExitCode.USAGE, "repo", "'" + shown + "' " + fact, "write an https, ssh or git address");
  }

  @Override
  public String toString() {
    return address;
  }
}
