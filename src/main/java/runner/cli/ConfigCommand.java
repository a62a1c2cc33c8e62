package runner.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import runner.journal.StateDirectory;

/**
 * The text of RUNNER_CONFIG_CMD. Tasks expand it unquoted, so each of its words must survive the
 * shell; where a path would not, a script with a harmless name stands for the words.
 */
final class ConfigCommand {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ConfigCommand() {}

  /** The words, which outlive this invocation: a daemon that a task started may ask later. */
  static String of(Optional<Path> config, Host host, Path scratch) {
    List<String> words = new ArrayList<>();
    // A task may call with an empty environment, where java would not be found again.
    host.variable("JAVA_HOME")
        .ifPresent(home -> words.addAll(List.of("/usr/bin/env", "JAVA_HOME=" + home)));
    words.add(host.launcher().map(Path::toString).orElse("runner"));
    config.ifPresent(file -> words.addAll(List.of("-c", file.toAbsolutePath().toString())));
    if (words.stream().allMatch(ConfigCommand::isSafe)) {
      return String.join(" ", words);
    }
    return write(words, scratch).toString();
  }

  private static boolean isSafe(String word) {
    return SAFE.matcher(word).matches();
  }

  private static Path write(List<String> words, Path scratch) {
    String quoted =
        words.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    return StateDirectory.script(
        "#!/bin/sh\nexec " + quoted + " \"$@\"\n", scratch, path -> isSafe(path.toString()));
  }
}
