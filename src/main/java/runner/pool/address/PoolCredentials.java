package runner.pool.address;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What opens the repository and Concourse. Nothing of it is ever an argument of a program, printed
 * or kept in a configuration of git.
 *
 * @param repoUsername for a repository behind http
 * @param repoPassword for a repository behind http
 * @param sshKey the text of a private key
 * @param knownHosts a file of host keys, or its lines
 * @param username of Concourse
 * @param password of Concourse
 * @param token a ready token of Concourse, instead of a login
 * @param authorities a file of certificates, or their text
 * @param environment the variables the command was started with: proxies, agents, git's own
 * @param temporary where a private directory may be made
 */
public record PoolCredentials(
    Optional<String> repoUsername,
    Optional<String> repoPassword,
    Optional<String> sshKey,
    Optional<String> knownHosts,
    Optional<String> username,
    Optional<String> password,
    Optional<String> token,
    Optional<String> authorities,
    Map<String, String> environment,
    Path temporary) {
  public PoolCredentials {
    environment = Map.copyOf(environment);
  }

  /** A text of somebody else's with every secret and every user of an address left out. */
  public String hide(String text, RepoUrl repo) {
    String safe = RepoUrl.hidden(text);
    List<String> secrets = new ArrayList<>();
    repo.password().ifPresent(secrets::add);
    repoPassword.ifPresent(secrets::add);
    password.ifPresent(secrets::add);
    token.ifPresent(secrets::add);
    for (String secret : secrets) {
      safe = secret.isEmpty() ? safe : safe.replace(secret, "***");
    }
    return safe;
  }

  @Override
  public String toString() {
    return "Access";
  }
}
