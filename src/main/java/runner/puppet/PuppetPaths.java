package runner.puppet;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runner.exec.Command;
import runner.task.Exit;

/** Where Puppet keeps its files, asked of Puppet itself: about a second for each setting, once. */
final class PuppetPaths {
  static final String LOCK = "agent_catalog_run_lockfile";
  static final String SSL_LOCK = "ssl_lockfile";
  static final String LAST_RUN = "lastrunfile";

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final List<String> puppet;
  private final List<String> arguments;
  private final PuppetContext call;
  private final Map<String, Optional<Path>> known = new HashMap<>();

  /**
   * Places as the agent of these arguments sees them.
   *
   * @param puppet the words that start Puppet
   */
  PuppetPaths(List<String> puppet, List<String> arguments, PuppetContext call) {
    this.puppet = puppet;
    this.arguments = arguments;
    this.call = call;
  }

  /** The path that a setting holds; nothing where this Puppet does not know it. */
  Optional<Path> of(String setting) {
    Optional<Path> answer = known.get(setting);
    if (answer == null) {
      answer = ask(setting);
      known.put(setting, answer);
    }
    return answer;
  }

  private Optional<Path> ask(String setting) {
    List<String> words = new ArrayList<>(puppet);
    words.addAll(List.of("config", "print", setting, "--section", "agent"));
    words.addAll(PathArguments.of(arguments));
    Command.Limit limit = new Command.Limit(LONGEST, "puppet config print");
    LastLineOutput asked = new LastLineOutput();
    Exit exit =
        call.supervisor()
            .run(
                new Command(words, call.environment(), Optional.of(limit), call.grace()),
                asked,
                call.stop());
    return exit.succeeded() ? asked.answer().flatMap(PuppetPaths::path) : Optional.empty();
  }

  /** A path that is one: absolute, as all of Puppet's are. */
  static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
