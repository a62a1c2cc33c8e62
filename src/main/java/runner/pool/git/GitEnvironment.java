package runner.pool.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runner.exec.spawn.Environment;
import runner.pool.address.PoolCredentials;
import runner.pool.address.RepoUrl;
import runner.task.ExitCode;
import runner.task.RunnerException;

/**
 * The environment git runs in: the user's own configuration, and over it what must hold here. No
 * hook, no prompt, no transport that starts a program, no tracing of secrets.
 */
public final class GitEnvironment {
  /** Our settings, which beat all others; given as GIT_CONFIG_COUNT, so git 2.31 is needed. */
  private static final List<Map.Entry<String, String>> SETTINGS =
      List.of(
          Map.entry("core.hooksPath", "/dev/null"),
          Map.entry("protocol.ext.allow", "never"),
          Map.entry("protocol.fd.allow", "never"),
          Map.entry("gc.auto", "0"),
          Map.entry("maintenance.auto", "false"),
          Map.entry("log.showSignature", "false"),
          Map.entry("log.showRoot", "true"),
          Map.entry("log.follow", "false"),
          Map.entry("i18n.logOutputEncoding", "UTF-8"),
          Map.entry("fetch.recurseSubmodules", "false"),
          Map.entry("fetch.writeCommitGraph", "false"),
          Map.entry("push.gpgSign", "false"),
          Map.entry("push.recurseSubmodules", "no"),
          Map.entry("push.followTags", "false"),
          Map.entry("advice.pushUpdateRejected", "false"));

  /** Variables that would lead git elsewhere, or make it tell what it sends. */
  private static final Pattern UNWANTED =
      Pattern.compile(
          "GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE"
              + "|COMMON_DIR|PREFIX|CONFIG|CONFIG_PARAMETERS|SHALLOW_FILE|GRAFT_FILE"
              + "|REPLACE_REF_BASE|DEFAULT_HASH|EXTERNAL_DIFF|DIFF_OPTS|PAGER|.*_PATHSPECS"
              + "|TRACE.*|CURL_VERBOSE|REDIRECT_.*|ASKPASS|QUARANTINE_PATH)"
              + "|LANGUAGE|SSH_ASKPASS");

  private GitEnvironment() {}

  public static Environment of(PoolCredentials access, RepoUrl repo, GitWorkspace place) {
    Map<String, String> set = new LinkedHashMap<>();
    set.put("LC_ALL", "C");
    set.put("GIT_TERMINAL_PROMPT", "0");
    set.put("GIT_NO_REPLACE_OBJECTS", "1");
    set.put("GIT_OPTIONAL_LOCKS", "0");
    set.put("GIT_ASKPASS", "/bin/false");
    set.put("SSH_ASKPASS_REQUIRE", "never");
    Map<String, String> settings = new LinkedHashMap<>();
    SETTINGS.forEach(one -> settings.put(one.getKey(), one.getValue()));
    askpass(access, repo, place, set, settings);
    ssh(access, place).ifPresent(command -> set.put("GIT_SSH_COMMAND", command));
    set.putAll(counted(settings, access.environment()));
    return new Environment(set, unwanted(access.environment().keySet()));
  }

  private static Set<String> unwanted(Set<String> names) {
    return names.stream()
        .filter(name -> UNWANTED.matcher(name).matches())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Ours come after those the caller gave the same way, and so win. */
  private static Map<String, String> counted(
      Map<String, String> settings, Map<String, String> environment) {
    String count = environment.getOrDefault("GIT_CONFIG_COUNT", "0");
    int next = count.matches("[0-9]{1,3}") ? Integer.parseInt(count) : 0;
    Map<String, String> variables = new HashMap<>();
    for (Map.Entry<String, String> one : settings.entrySet()) {
      variables.put("GIT_CONFIG_KEY_" + next, one.getKey());
      variables.put("GIT_CONFIG_VALUE_" + next, one.getValue());
      next++;
    }
    variables.put("GIT_CONFIG_COUNT", Integer.toString(next));
    return variables;
  }

  /** A program that answers git with what lies in two private files beside it. */
  private static void askpass(
      PoolCredentials access,
      RepoUrl repo,
      GitWorkspace place,
      Map<String, String> set,
      Map<String, String> settings) {
    Optional<String> password = access.repoPassword().or(repo::password);
    Optional<String> username = access.repoUsername().or(repo::username);
    if (password.isEmpty() && username.isEmpty()) {
      return;
    }
    Path asked = place.file("username", username.orElse("git").getBytes(UTF_8));
    Path told = place.file("password", password.orElse("").getBytes(UTF_8));
    String script =
        "#!/bin/sh\ncase $1 in Username*) exec cat %s ;; *) exec cat %s ;; esac\n"
            .formatted(asked, told);
    set.put("GIT_ASKPASS", place.program("askpass", script.getBytes(UTF_8)).toString());
    // No helper of the user's may be asked first, nor be told what we know.
    settings.put("credential.helper", "");
  }

  /** ssh with a key or host keys of ours; where there are none, the user's own setup stays. */
  private static Optional<String> ssh(PoolCredentials access, GitWorkspace place) {
    if (access.sshKey().isEmpty() && access.knownHosts().isEmpty()) {
      return Optional.empty();
    }
    Stream.Builder<String> words = Stream.builder();
    words.add("ssh -o BatchMode=yes -o ConnectTimeout=10 -o StrictHostKeyChecking=yes");
    access
        .sshKey()
        .ifPresent(key -> words.add("-o IdentitiesOnly=yes -i " + place.file("key", key(key))));
    access
        .knownHosts()
        .map(GitEnvironment::hostKeys)
        .ifPresent(keys -> words.add("-o UserKnownHostsFile=" + place.file("known_hosts", keys)));
    return Optional.of(words.build().collect(Collectors.joining(" ")));
  }

  /** Stores of secrets drop the newline at the end, without which ssh does not take a key. */
  private static byte[] key(String text) {
    return (text.replace("\r\n", "\n").strip() + "\n").getBytes(UTF_8);
  }

  private static byte[] hostKeys(String text) {
    if (text.strip().contains(" ")) {
      return (text.strip() + "\n").getBytes(UTF_8);
    }
    try {
      return Files.readAllBytes(Path.of(text.strip()));
    } catch (java.io.IOException | java.nio.file.InvalidPathException e) {
      throw new RunnerException(
          ExitCode.CONFIG, "known_hosts", "'" + text + "' cannot be read", "name a file");
    }
  }
}
